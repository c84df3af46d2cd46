package dev.arclet.cli;

import java.util.Locale;

/** Shows how far long work is, and when it will be done; silent where there is no terminal. */
final class SimulationProgress implements AutoCloseable {
    private static final double NANOS_A_SECOND = 1e9;
    private static final long UNKNOWN = 0;

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

    /** Of something whose number is not known before its end. */
    static SimulationProgress open(LiveLine line, String what) {
        return new SimulationProgress(line, what, UNKNOWN);
    }

    /** So many are done. */
    void at(long done) {
        if (beat.isDue()) {
            line.show(text(done, total, what, (System.nanoTime() - start) / NANOS_A_SECOND));
        }
    }

    /** {@code 1,200 of 5,000 alerts, 240/s, done in 0:16}. */
    static String text(long done, long total, String what, double seconds) {
        double rate = done / Math.max(1e-3, seconds);
        if (total == UNKNOWN) {
            return String.format(Locale.ROOT, "%,d %s, %,.0f/s", done, what, rate);
        }
        return String.format(
                Locale.ROOT, "%,d of %,d %s, %,.0f/s%s", done, total, what, rate, left((total - done) / rate));
    }

    private static String left(double seconds) {
        if (!(seconds < 1e7)) {
            return "";
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, ", done in %d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, ", done in %d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }

    /** Takes the line away. */
    @Override
    public void close() {
        line.close();
    }
}
