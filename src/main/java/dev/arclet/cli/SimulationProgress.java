package dev.arclet.cli;

import java.io.PrintWriter;
import picocli.CommandLine;

/** A line on the terminal that says how far a simulation is; silent where there is no terminal. */
final class SimulationProgress {
    private static final long NANOS_A_SECOND = 1_000_000_000L;

    private final PrintWriter out;
    private final String what;
    private final long total;
    private final boolean shown;
    private final long start = System.nanoTime();

    /**
     * For a job.
     *
     * @param out where to
     * @param what is being counted
     * @param total how many there will be
     */
    SimulationProgress(PrintWriter out, String what, long total) {
        this.out = out;
        this.what = what;
        this.total = total;
        this.shown = CommandLine.Help.Ansi.AUTO.enabled();
    }

    /** So many are done. */
    void at(long done) {
        if (!shown) {
            return;
        }
        double seconds = Math.max(1e-3, (System.nanoTime() - start) / (double) NANOS_A_SECOND);
        out.printf("\r%,d of %,d %s, %,.0f/s ", done, total, what, done / seconds);
        out.flush();
    }

    /** Ends the line. */
    void finish() {
        if (shown) {
            out.println();
            out.flush();
        }
    }
}
