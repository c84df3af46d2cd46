package dev.arclet.load.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;

/** Writes a latency in HdrHistogram's own text form (.hgrm), which its plotter and others read. */
public final class PercentileFile {
    private static final double MICROS_A_MILLI = 1_000.0;
    private static final int TICKS_A_HALVING = 5;

    private PercentileFile() {}

    /**
     * Writes one.
     *
     * @param micros in microseconds; the file has milliseconds
     */
    public static void write(Path file, Histogram micros) throws IOException {
        try (OutputStream bytes = Files.newOutputStream(file);
                PrintStream out = new PrintStream(bytes, false, StandardCharsets.US_ASCII)) {
            micros.outputPercentileDistribution(out, TICKS_A_HALVING, MICROS_A_MILLI);
            if (out.checkError()) {
                throw new IOException(file + " could not be written");
            }
        }
    }
}
