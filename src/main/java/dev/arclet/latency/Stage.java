package dev.arclet.latency;

import java.util.Locale;

/** The parts of an alert's road, each from one mark to another. */
public enum Stage {
    /** From the middle of the exposure until the observatory sends: readout, image differencing, the rest of Rubin's own work. */
    EXPOSE_TO_SEND(Mark.OBSERVED, Mark.SENT),
    /** Through the observatory's broker and ours, until a stream thread takes it up. */
    TRANSPORT(Mark.SENT, Mark.RECEIVED),
    /** Framing, Avro, cutting out. */
    DECODE(Mark.RECEIVED, Mark.DECODED),
    /** To the object's own partition, and the making of its picture. */
    PICTURE(Mark.DECODED, Mark.QUEUED),
    /** In line for a free worker. */
    WAIT(Mark.QUEUED, Mark.DISPATCHED),
    /** With the worker. */
    INFER(Mark.DISPATCHED, Mark.INFERRED),
    /** From the score until its record goes to the output topic's producer. */
    PUBLISH(Mark.INFERRED, Mark.PUBLISHED),
    /** From the observatory's sending to the published outcome: what Rubin's bound is about. */
    TOTAL(Mark.SENT, Mark.PUBLISHED);

    private final Mark from;
    private final Mark to;

    Stage(Mark from, Mark to) {
        this.from = from;
        this.to = to;
    }

    /** The mark at which the stage begins. */
    public Mark from() {
        return from;
    }

    /** The mark at which it ends. */
    public Mark to() {
        return to;
    }

    /** Name in tables and metric tags: lower case, with dashes. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
