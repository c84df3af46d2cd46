package dev.arclet.sky;

/**
 * A damped random walk in magnitudes, as quasars vary (Kelly, Bechtold and Siemiginowska 2009): after a time
 * {@code dt} it remembers {@code exp(-dt/tau)} of its value, and its variance is that of the structure function at
 * long times over 2. Drawn once a day over a span and straight in between, where it moves by hundredths of a
 * magnitude. Immutable.
 */
final class RandomWalk {
    private final double first;
    private final double[] values;

    /**
     * Draws one.
     *
     * @param from first day needed
     * @param to last day needed
     * @param tau time in which it forgets, days
     * @param structure structure function at long times, magnitudes
     * @param draw for the steps
     */
    RandomWalk(double from, double to, double tau, double structure, Draw draw) {
        this.first = Math.floor(from);
        this.values = new double[(int) Math.ceil(to - first) + 2];
        double sigma = structure / Math.sqrt(2);
        double memory = Math.exp(-1 / tau);
        double step = sigma * Math.sqrt(1 - memory * memory);
        values[0] = sigma * draw.gaussian();
        for (int i = 1; i < values.length; i++) {
            values[i] = values[i - 1] * memory + step * draw.gaussian();
        }
    }

    /** Magnitudes about the mean on a day; that of the nearest day drawn outside the span. */
    double at(double day) {
        double position = Math.max(0, Math.min(values.length - 1.0, day - first));
        int cell = Math.min((int) position, values.length - 2);
        return values[cell] + (position - cell) * (values[cell + 1] - values[cell]);
    }
}
