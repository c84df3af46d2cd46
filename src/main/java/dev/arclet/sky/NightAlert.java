package dev.arclet.sky;

import dev.arclet.record.SimulatedAlert;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One simulated alert with what the simulator knows of it.
 *
 * @param alert as the observatory would send it
 * @param truth what it is of
 * @param objectId its diaObjectId; empty for Solar System objects
 */
public record NightAlert(SimulatedAlert alert, Truth truth, OptionalLong objectId) {
    /**
     * Column names of truth tables. Delays (days after the first), parities and magnifications have a value for every
     * image, divided by semicolons.
     */
    public static final String TRUTH_HEADER = "diaSourceId,diaObjectId,visit,band,midpointMjdTai,ra,dec,snr,label,kind,"
            + "einstein_radius,magnification,images,arc_pixels,z_l,z_s,arc_snr,transient,delays,parities,magnifications";

    /** The row of this alert in a truth table; what does not apply is empty. */
    public String truthRow() {
        var source = alert.getDiaSource();
        return String.format(
                Locale.ROOT,
                "%d,%s,%d,%s,%.8f,%.7f,%.7f,%.2f,%d,%s,%s,%s,%d,%d,%s,%s,%s,%s,%s,%s,%s",
                source.getDiaSourceId(),
                objectId.isPresent() ? Long.toString(objectId.getAsLong()) : "",
                source.getVisit(),
                source.getBand(),
                source.getMidpointMjdTai(),
                source.getRa(),
                source.getDec(),
                source.getSnr(),
                truth.label(),
                truth.kind().label(),
                decimal(truth.einsteinRadius()),
                decimal(truth.magnification()),
                truth.images(),
                truth.arcPixels(),
                decimal(truth.lensRedshift()),
                decimal(truth.sourceRedshift()),
                decimal(truth.arcSignalToNoise()),
                truth.transientLabel(),
                byImage(image -> String.format(Locale.ROOT, "%.3f", image.delay())),
                byImage(image -> Integer.toString(image.parity())),
                byImage(image -> String.format(Locale.ROOT, "%.3f", image.magnification())));
    }

    /** A value for every image, in the order in which their light arrives. */
    private String byImage(Function<Arrival, String> text) {
        return truth.arrivals().stream().map(text).collect(Collectors.joining(";"));
    }

    private static String decimal(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.3f", value);
    }
}
