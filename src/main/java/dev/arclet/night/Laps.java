package dev.arclet.night;

import dev.arclet.alert.AlertDecoder;
import dev.arclet.night.DatedPacket.Place;
import dev.arclet.night.NightInput.Missed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The input again and again. In time, a lap begins after the one before it as a visit does after the one before it, so that a looped
 * night has no gap and no jump. Begins anywhere. For one thread; failures to read come as {@link UncheckedIOException}.
 */
final class Laps implements Iterator<DatedPacket>, AutoCloseable {
    private final NightInput input;
    private final AlertDecoder decoder;
    private final long laps;
    private final boolean timed;
    private NightInput.Reading reading;
    private Missed missed = Missed.NOTHING;
    private long lap;
    private long packet;
    private Optional<DatedPacket> ready = Optional.empty();

    private double shiftDays;
    private double firstMjd = Double.NaN;
    private double latestMjd = Double.NaN;
    private double gapDays = ReplaySchedule.USUAL_GAP_DAYS;

    /**
     * @param laps how many in all, those before the start included
     * @param timed whether anyone asks for the alerts' times; else nothing need be decoded for them
     * @param start the place of the first packet
     */
    Laps(NightInput input, AlertDecoder decoder, long laps, boolean timed, Place start) throws IOException {
        this.input = input;
        this.decoder = decoder;
        this.laps = laps;
        this.timed = timed;
        this.lap = start.lap();
        this.reading = input.open(decoder);
        while (packet < start.packet() && reading.next().isPresent()) {
            packet++;
        }
        if (packet < start.packet()) {
            throw new IOException("the input has only %d alerts where %d were sent before; is it the same?"
                    .formatted(packet, start.packet()));
        }
    }

    @Override
    public boolean hasNext() {
        if (ready.isEmpty()) {
            try {
                ready = read();
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }
        return ready.isPresent();
    }

    private Optional<DatedPacket> read() throws IOException {
        Optional<DatedPacket> next = reading.next();
        // An input without alerts has none in its next lap either.
        while (next.isEmpty() && packet > 0 && lap + 1 < laps) {
            reopen();
            next = reading.next();
        }
        return next.map(found -> found.at(new Place(lap, packet++), shiftDays)).map(this::timed);
    }

    private void reopen() throws IOException {
        missed = missed.and(reading.missed());
        reading.close();
        reading = input.open(decoder);
        lap++;
        packet = 0;
        if (!Double.isNaN(firstMjd)) {
            shiftDays += latestMjd + gapDays - firstMjd;
        }
        firstMjd = Double.NaN;
        latestMjd = Double.NaN;
    }

    private DatedPacket timed(DatedPacket found) {
        double mjd = timed ? found.mjd() - shiftDays : Double.NaN;
        if (Double.isNaN(mjd)) {
            return found;
        }
        if (Double.isNaN(firstMjd)) {
            firstMjd = mjd;
            latestMjd = mjd;
        } else if (mjd > latestMjd) {
            gapDays = mjd - latestMjd;
            latestMjd = mjd;
        }
        return found;
    }

    @Override
    public DatedPacket next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more alerts");
        }
        DatedPacket next = ready.orElseThrow();
        ready = Optional.empty();
        return next;
    }

    /** What did not come along so far, in all laps. */
    Missed missed() {
        return missed.and(reading.missed());
    }

    @Override
    public void close() throws IOException {
        reading.close();
    }
}
