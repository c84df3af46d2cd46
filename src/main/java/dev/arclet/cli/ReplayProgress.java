package dev.arclet.cli;

import dev.arclet.night.ReplayListener;
import dev.arclet.night.ReplayReport;
import java.time.Duration;
import java.util.Locale;

/** Shows how a replay goes on, a few times a second. */
final class ReplayProgress implements ReplayListener {
    private static final long SHOW_EVERY_NANOS = 200_000_000L;
    private static final double BYTES_A_MEGABYTE = 1e6;
    private static final double NANOS_A_SECOND = 1e9;

    private final LiveLine line;
    private long nextShow = System.nanoTime();

    ReplayProgress(LiveLine line) {
        this.line = line;
    }

    @Override
    public void sent(ReplayReport soFar) {
        long now = System.nanoTime();
        if (now - nextShow >= 0) {
            nextShow = now + SHOW_EVERY_NANOS;
            line.show(summary(soFar));
        }
    }

    @Override
    public void waiting(Duration left, ReplayReport soFar) {
        line.show("%s; next visit in %d s"
                .formatted(summary(soFar), left.plusMillis(999).toSeconds()));
    }

    /** {@code 1,234 alerts (136.1 MB) in 12.3 s, 100/s}. */
    static String summary(ReplayReport report) {
        return String.format(
                Locale.ROOT,
                "%s alerts (%.1f MB) in %.1f s, %.0f/s",
                Report.number(report.packets()),
                report.bytes() / BYTES_A_MEGABYTE,
                report.took().toNanos() / NANOS_A_SECOND,
                report.rate());
    }
}
