package dev.arclet.alert;

/** The three small images of an alert, all around the detected source. */
public enum Cutout {
    /** This visit's image. */
    SCIENCE,
    /** The deep image of the same place, made of earlier visits. */
    TEMPLATE,
    /** Science minus template: what has changed. */
    DIFFERENCE
}
