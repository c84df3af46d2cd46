package dev.arclet.evaluation.sample;

import java.util.OptionalDouble;

/**
 * What is known of one object or picture that a model is evaluated on.
 *
 * @param id names it in the report
 * @param label what it is
 * @param kind of look-alike, or of lens; empty where nobody says
 * @param einsteinRadius arcsec
 * @param snr signal-to-noise ratio, of what the source of the sample says
 */
public record Specimen(String id, Label label, String kind, OptionalDouble einsteinRadius, OptionalDouble snr) {
    /** Of which only the label is known, or not even that. */
    public static Specimen of(String id, Label label) {
        return new Specimen(id, label, "", OptionalDouble.empty(), OptionalDouble.empty());
    }
}
