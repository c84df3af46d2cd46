package dev.arclet.cli;

import java.io.PrintStream;

/** One line on a terminal that is written over as work goes on; where the output is no terminal it is not there at all. */
final class LiveLine implements AutoCloseable {
    private static final String ERASE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private boolean drawn;

    /** On the standard error stream, so that results can be piped on. */
    LiveLine() {
        this(System.err, isTerminal());
    }

    LiveLine(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Java 22 and later have a console even where there is no terminal, so the launcher says what it found. */
    private static boolean isTerminal() {
        return "1".equals(System.getenv("ARCLET_TERMINAL"));
    }

    void show(String text) {
        if (terminal) {
            out.print(ERASE + text);
            out.flush();
            drawn = true;
        }
    }

    /** Takes the line away. */
    @Override
    public void close() {
        if (drawn) {
            out.print(ERASE);
            out.flush();
            drawn = false;
        }
    }
}
