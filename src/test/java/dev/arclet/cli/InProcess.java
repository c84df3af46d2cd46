package dev.arclet.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs Arclet's commands in this process, and keeps all that they say. */
final class InProcess {
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    /** The exit code. */
    int run(String... arguments) {
        return Arclet.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }

    String out() {
        return out.toString();
    }

    String errors() {
        return errors.toString();
    }
}
