package dev.arclet.night;

import dev.arclet.alert.AlertDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * Several inputs as one, by the time of their alerts; of two at the same time, the one of the input named first goes first. Each input
 * keeps its own order: an alert never overtakes one before it in the same input, and a packet without a time goes with the one before
 * it. For one thread.
 */
final class MergedNights implements Iterator<DatedPacket>, AutoCloseable {
    private final List<AlertFiles> inputs;
    private final PriorityQueue<Head> heads =
            new PriorityQueue<>(Comparator.comparingDouble(Head::mjd).thenComparingInt(Head::number));
    private final AlertDecoder decoder;

    /** The next packet of an input and the latest time in that input so far. */
    private record Head(int number, double mjd, DatedPacket packet) {}

    MergedNights(List<AlertFiles> inputs, AlertDecoder decoder) {
        this.inputs = new ArrayList<>(inputs);
        this.decoder = decoder;
        for (int number = 0; number < inputs.size(); number++) {
            advance(number, Double.NEGATIVE_INFINITY);
        }
    }

    private void advance(int number, double latest) {
        AlertFiles input = inputs.get(number);
        if (input.hasNext()) {
            DatedPacket packet = DatedPacket.of(input.next(), decoder);
            double mjd = packet.mjd();
            heads.add(new Head(number, Double.isNaN(mjd) ? latest : Math.max(latest, mjd), packet));
        }
    }

    @Override
    public boolean hasNext() {
        return !heads.isEmpty();
    }

    @Override
    public DatedPacket next() {
        if (heads.isEmpty()) {
            throw new NoSuchElementException("no more alerts");
        }
        Head first = heads.remove();
        advance(first.number(), first.mjd());
        return first.packet();
    }

    @Override
    public void close() throws IOException {
        for (AlertFiles input : inputs) {
            input.close();
        }
    }
}
