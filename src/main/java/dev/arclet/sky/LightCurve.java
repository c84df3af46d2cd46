package dev.arclet.sky;

/** How a point of light changes. Implementations are immutable. */
sealed interface LightCurve permits Supernova, Flicker, PeriodicStar, Outburst, Steady {
    /**
     * Flux above what the template has (negative where it is fainter), nJy by band.
     *
     * @param day since the start of the night, in days of the observer
     */
    double[] flux(double day);

    /** What changes, as truth tables name it. */
    String label();
}
