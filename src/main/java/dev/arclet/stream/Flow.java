package dev.arclet.stream;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How a stream does with what comes, which lag alone does not tell: it may keep up, drain what is behind, fall further behind, or be
 * stuck. {@link FlowJudge} decides.
 */
public sealed interface Flow {
    /** Alerts of this process's share that have come and have not ended, about: some may be on the way from one topic to the other. */
    long behind();

    /** For metrics and pages: {@code unknown}, {@code keeping_up}, {@code draining}, {@code growing} or {@code stuck}. */
    String state();

    /** For people, in one line. */
    String text();

    /** The same in a few words, for where there is little room. */
    default String brief() {
        return state().replace('_', ' ') + ", " + number(behind()) + " behind";
    }

    /** It was not watched for long enough. */
    record Unknown(long behind) implements Flow {
        @Override
        public String state() {
            return "unknown";
        }

        @Override
        public String text() {
            return number(behind) + " alerts behind";
        }
    }

    /** What waits is a few seconds' work, or nothing. */
    record KeepingUp(long behind) implements Flow {
        @Override
        public String state() {
            return "keeping_up";
        }

        @Override
        public String text() {
            return "keeping up: " + number(behind) + " alerts behind";
        }
    }

    /**
     * It gets less.
     *
     * @param endedPerSecond alerts that end
     * @param left until nothing is behind, should it go on like this
     */
    record Draining(long behind, double endedPerSecond, Duration left) implements Flow {
        @Override
        public String state() {
            return "draining";
        }

        @Override
        public String brief() {
            return "draining, " + number(behind) + " behind, done in " + roughly(left);
        }

        @Override
        public String text() {
            return String.format(
                    Locale.ROOT,
                    "draining: %s alerts behind, %s/s end, done in %s",
                    number(behind),
                    rate(endedPerSecond),
                    roughly(left));
        }
    }

    /**
     * Alerts end, but it does not get less.
     *
     * @param endedPerSecond alerts that end
     * @param comePerSecond alerts that come
     */
    record Growing(long behind, double endedPerSecond, double comePerSecond) implements Flow {
        @Override
        public String state() {
            return "growing";
        }

        @Override
        public String text() {
            return String.format(
                    Locale.ROOT,
                    "growing: %s alerts behind, %s/s end while %s/s come",
                    number(behind),
                    rate(endedPerSecond),
                    rate(comePerSecond));
        }
    }

    /**
     * Alerts wait and none ends.
     *
     * @param quiet since when none has ended, or since when one has waited, whichever is shorter
     * @param because what is known of the cause: the oldest alert, workers that are out, the state of the stream
     */
    record Stuck(long behind, Duration quiet, List<String> because) implements Flow {
        public Stuck {
            because = List.copyOf(because);
        }

        @Override
        public String state() {
            return "stuck";
        }

        @Override
        public String brief() {
            return "STUCK for " + roughly(quiet) + ", " + number(behind) + " wait";
        }

        @Override
        public String text() {
            String text = "stuck: no alert has ended for " + roughly(quiet) + " though " + number(behind) + " wait";
            return because.isEmpty() ? text : text + "; " + String.join("; ", because);
        }
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%,.0f", perSecond);
    }

    /** As one would say it: 42 s, 7 min, 3.5 h. */
    static String roughly(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7200
                ? Math.round(seconds / 60.0) + " min"
                : String.format(Locale.ROOT, "%.1f h", seconds / 3600.0);
    }
}
