package dev.arclet.cli;

import java.util.Locale;

/** Shows how far a simulation is; silent where there is no terminal. */
final class SimulationProgress implements AutoCloseable {
    private static final double NANOS_A_SECOND = 1e9;

    private final LiveLine line;
    private final String what;
    private final long total;
    private final Beat beat = Beat.forEyes();
    private final long start = System.nanoTime();

    /** Of so many of something. */
    SimulationProgress(LiveLine line, String what, long total) {
        this.line = line;
        this.what = what;
        this.total = total;
    }

    /** So many are done. */
    void at(long done) {
        if (beat.isDue()) {
            double seconds = Math.max(1e-3, (System.nanoTime() - start) / NANOS_A_SECOND);
            line.show(String.format(Locale.ROOT, "%,d of %,d %s, %,.0f/s", done, total, what, done / seconds));
        }
    }

    /** Takes the line away. */
    @Override
    public void close() {
        line.close();
    }
}
