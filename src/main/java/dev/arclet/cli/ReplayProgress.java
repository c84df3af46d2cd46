package dev.arclet.cli;

import dev.arclet.night.ReplayListener;
import dev.arclet.night.ReplayReport;
import java.time.Duration;
import java.util.Locale;

/** Shows how a replay goes on, a few times a second. */
final class ReplayProgress implements ReplayListener {
    private static final double BYTES_A_MEGABYTE = 1e6;
    private static final double NANOS_A_SECOND = 1e9;

    private static final Duration A_PAUSE = Duration.ofMillis(300);

    private final LiveLine line;
    private final Beat beat = Beat.forEyes();

    ReplayProgress(LiveLine line) {
        this.line = line;
    }

    @Override
    public void sent(ReplayReport soFar) {
        if (beat.isDue()) {
            double behind = soFar.furthestBehind().toNanos() / NANOS_A_SECOND;
            line.show(summary(soFar) + (behind > 1 ? String.format(Locale.ROOT, "; up to %.1f s behind", behind) : ""));
        }
    }

    @Override
    public void waiting(Duration left, ReplayReport soFar) {
        if (left.compareTo(A_PAUSE) >= 0 || beat.isDue()) {
            line.show(summary(soFar) + "; next visit in " + left.plusMillis(999).toSeconds() + " s");
        }
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
