package dev.arclet.evaluation.sample;

/** Where the bands stand in an array of pictures. */
public enum BandAxis {
    /** N x bands x height x width. */
    FIRST,
    /** N x height x width x bands. */
    LAST
}
