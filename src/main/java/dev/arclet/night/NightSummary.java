package dev.arclet.night;

import dev.arclet.alert.Alert;
import dev.arclet.alert.AlertDecoder;
import dev.arclet.alert.Cutout;
import dev.arclet.alert.ObservingNight;
import dev.arclet.alert.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * What is in a night. Visits are kept one by one, alerts only counted, so that a night of any length fits into memory.
 *
 * <p>For one thread.
 */
public final class NightSummary {
    private final Map<Exposure, VisitSummary> visits = new LinkedHashMap<>();
    private final Map<ObservingNight, Long> nights = new TreeMap<>();
    private final Map<String, Long> schemas = new TreeMap<>();
    private final Map<Cutout, Long> cutouts = new EnumMap<>(Cutout.class);
    private final PacketSizes sizes = new PacketSizes();
    private NightInput.Missed missed = NightInput.Missed.NOTHING;
    private long alerts;
    private long solarSystem;
    private long withoutObject;
    private long unreadable;
    private long undated;
    private double earliest = Double.POSITIVE_INFINITY;
    private double latest = Double.NEGATIVE_INFINITY;

    /** What tells visits apart, also where they have no numbers. */
    private record Exposure(long visit, String band) {}

    private NightSummary() {}

    /**
     * One exposure.
     *
     * @param number the survey's own; 0: the survey has none, and all alerts of the band are together here
     * @param band filter
     * @param mjdTai middle of the exposure, or of the first one of several
     * @param alerts in it
     */
    public record VisitSummary(long number, String band, double mjdTai, long alerts) {
        private VisitSummary withOneMore(double mjd) {
            return new VisitSummary(number, band, Math.min(mjdTai, mjd), alerts + 1);
        }
    }

    /**
     * Reads an input through.
     *
     * @param progress hears how many packets are read
     * @throws IOException if it can't be opened
     */
    public static NightSummary of(NightInput input, AlertDecoder decoder, LongConsumer progress) throws IOException {
        NightSummary summary = new NightSummary();
        try (NightInput.Reading reading = input.open(decoder)) {
            for (Optional<DatedPacket> next = reading.next(); next.isPresent(); next = reading.next()) {
                summary.add(next.get());
                progress.accept(summary.packets());
            }
            summary.missed = reading.missed();
        }
        return summary;
    }

    private void add(DatedPacket packet) {
        byte[] bytes = packet.packet().bytes();
        sizes.add(bytes.length);
        packet.alert().ifPresentOrElse(alert -> add(alert, bytes), () -> unreadable++);
    }

    private void add(Alert alert, byte[] bytes) {
        alerts++;
        String framing = WireFormat.matches(bytes) ? "wire " + alert.schemaId() : "container";
        schemas.merge(alert.survey() + ", " + framing, 1L, Long::sum);
        alert.cutouts().keySet().forEach(cutout -> cutouts.merge(cutout, 1L, Long::sum));
        solarSystem += alert.solarSystemId().isPresent() ? 1 : 0;
        withoutObject += alert.solarSystemId().isEmpty() && alert.objectId().isEmpty() ? 1 : 0;
        double mjd = alert.midpointMjdTai();
        VisitSummary fresh = new VisitSummary(alert.visit(), alert.band(), mjd, 0);
        visits.merge(
                new Exposure(alert.visit(), alert.band()),
                fresh.withOneMore(mjd),
                (known, one) -> known.withOneMore(mjd));
        if (Double.isNaN(mjd)) {
            undated++;
        } else {
            nights.merge(ObservingNight.of(mjd), 1L, Long::sum);
            earliest = Math.min(earliest, mjd);
            latest = Math.max(latest, mjd);
        }
    }

    /** All packets, readable or not. */
    public long packets() {
        return alerts + unreadable;
    }

    /** Packets that are alerts. */
    public long alerts() {
        return alerts;
    }

    /** Packets that are none, or whose schema is not known. */
    public long unreadable() {
        return unreadable;
    }

    /** Alerts that do not say when they were taken. */
    public long undated() {
        return undated;
    }

    /** Alerts of Solar System objects. */
    public long solarSystem() {
        return solarSystem;
    }

    /** Alerts of neither an object nor a Solar System object. */
    public long withoutObject() {
        return withoutObject;
    }

    /** Alerts by survey and framing. */
    public Map<String, Long> schemas() {
        return schemas;
    }

    /** Alerts with each cutout. */
    public Map<Cutout, Long> cutouts() {
        return cutouts;
    }

    /** Alerts by observing night. */
    public Map<ObservingNight, Long> nights() {
        return nights;
    }

    /** The exposures, in the order in which they came first. */
    public List<VisitSummary> visits() {
        return new ArrayList<>(visits.values());
    }

    /** Visits and alerts by band: two numbers each, in the order in which the bands came first. */
    public Map<String, long[]> bands() {
        Map<String, long[]> bands = new LinkedHashMap<>();
        for (VisitSummary visit : visits.values()) {
            long[] counts = bands.computeIfAbsent(visit.band(), band -> new long[2]);
            counts[0]++;
            counts[1] += visit.alerts();
        }
        return bands;
    }

    /** How large the packets are. */
    public PacketSizes sizes() {
        return sizes;
    }

    /** What is in the files and was not looked at. */
    public NightInput.Missed missed() {
        return missed;
    }

    /** Time of the first exposure, MJD in TAI days; infinity without any. */
    public double earliest() {
        return earliest;
    }

    /** Time of the last exposure, MJD in TAI days; minus infinity without any. */
    public double latest() {
        return latest;
    }

    /** Days from one visit to the next, the median; empty with fewer than two. */
    public Optional<Double> cadenceDays() {
        List<Double> starts = visits.values().stream()
                .map(VisitSummary::mjdTai)
                .filter(mjd -> !Double.isNaN(mjd))
                .sorted()
                .toList();
        List<Double> gaps = new ArrayList<>();
        for (int i = 1; i < starts.size(); i++) {
            gaps.add(starts.get(i) - starts.get(i - 1));
        }
        gaps.sort(Double::compare);
        return gaps.isEmpty() ? Optional.empty() : Optional.of(gaps.get(gaps.size() / 2));
    }

    /**
     * Alerts in equal stretches of the time from the first exposure to the last.
     *
     * @param stretches how many
     */
    public long[] curve(int stretches) {
        long[] curve = new long[stretches];
        double span = Math.max(latest - earliest, 1e-9);
        for (VisitSummary visit : visits.values()) {
            if (!Double.isNaN(visit.mjdTai())) {
                int stretch = (int) Math.min(stretches - 1, Math.floor((visit.mjdTai() - earliest) / span * stretches));
                curve[stretch] += visit.alerts();
            }
        }
        return curve;
    }
}
