package dev.arclet.latency;

/** The moments in an alert's life that are stamped, in the order in which they come. */
public enum Mark {
    /** Middle of the exposure. */
    OBSERVED,
    /** The observatory gave the alert to its producer (header {@code producer_timestamp}, else the record's time). */
    SENT,
    /** A stream thread took the alert up. */
    RECEIVED,
    /** Decoded and cut out. */
    DECODED,
    /** Its picture was made and handed to the pool. */
    QUEUED,
    /** Its batch went to a worker. */
    DISPATCHED,
    /** The worker answered. */
    INFERRED,
    /** The record with its outcome was handed to the output topic's producer. */
    PUBLISHED
}
