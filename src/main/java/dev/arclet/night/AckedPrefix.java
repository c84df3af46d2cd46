package dev.arclet.night;

import dev.arclet.night.DatedPacket.Place;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How much of what was sent is surely with the topic: all before the first packet that is not acknowledged yet. Partitions acknowledge
 * in any order among each other. Thread-safe.
 */
final class AckedPrefix {
    private final Deque<Sent> underWay = new ArrayDeque<>();
    private Place next;

    /** Counted from a place on. */
    AckedPrefix(Place start) {
        this.next = start;
    }

    /** A packet under way. */
    static final class Sent {
        private final Place after;
        private boolean acknowledged;

        private Sent(Place after) {
            this.after = after;
        }
    }

    /** A packet is handed to the producer, in the order of the replay. */
    synchronized Sent send(Place place) {
        Sent sent = new Sent(new Place(place.lap(), place.packet() + 1));
        underWay.addLast(sent);
        return sent;
    }

    /** The topic has it. */
    synchronized void acknowledge(Sent sent) {
        sent.acknowledged = true;
        while (!underWay.isEmpty() && underWay.peekFirst().acknowledged) {
            next = underWay.removeFirst().after;
        }
    }

    /** The first packet that may be missing in the topic. */
    synchronized Place next() {
        return next;
    }
}
