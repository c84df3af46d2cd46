package dev.arclet.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tells from a series of looks at a stream how it flows.
 *
 * <ul>
 *   <li><em>Stuck</em>: something has waited for {@value #STUCK_SECONDS} s, and no alert ended in that time.
 *   <li><em>Keeping up</em>: what waits is less than {@value #KEPT_UP_SECONDS} s of work at the rate at which alerts end, or a handful.
 *   <li><em>Draining</em>: it gets less, by the slope of a straight line through the last {@value #WINDOW_SECONDS} s. A line, because
 *       alerts come and end in batches, and the difference of two looks would be mostly that.
 *   <li><em>Growing</em>: else.
 * </ul>
 *
 * <p>This is about now. Where visits come all at once, a stream drains between two of them even if each leaves it further behind; who wants
 * to know of that looks at what is behind over many visits.
 *
 * <p>Not thread-safe; without a clock of its own.
 */
final class FlowJudge {
    static final int STUCK_SECONDS = 15;
    static final int WINDOW_SECONDS = 15;
    static final int KEPT_UP_SECONDS = 5;

    private static final long KNOWN_AFTER = Duration.ofSeconds(3).toNanos();
    private static final long WINDOW = Duration.ofSeconds(WINDOW_SECONDS).toNanos();
    private static final long HANDFUL = 20;

    /** A slope below this share of the rate at which alerts end is none. */
    private static final double LEVEL = 0.01;

    private final long stuckAfter;
    private final Deque<Look> looks = new ArrayDeque<>();
    private long quietSince;

    FlowJudge() {
        this(Duration.ofSeconds(STUCK_SECONDS));
    }

    /** With less patience, for tests. */
    FlowJudge(Duration stuckAfter) {
        this.stuckAfter = stuckAfter.toNanos();
    }

    /**
     * @param nanos of a monotone clock
     * @param behind alerts that wait or are in hand
     * @param ended alerts that have ended since the start
     */
    record Look(long nanos, long behind, long ended) {}

    /** @param because asked for causes when it is stuck */
    Flow judge(Look now, Supplier<List<String>> because) {
        Look before = looks.peekLast();
        if (before == null || now.ended() != before.ended() || before.behind() == 0) {
            quietSince = now.nanos();
        }
        looks.addLast(now);
        while (now.nanos() - looks.peekFirst().nanos() > WINDOW) {
            looks.removeFirst();
        }
        long quiet = now.nanos() - quietSince;
        if (now.behind() > 0 && quiet >= stuckAfter) {
            return new Flow.Stuck(now.behind(), Duration.ofNanos(quiet), because.get());
        }
        return flowing(now);
    }

    /** For how long alerts have waited and none has ended. */
    Duration quiet(Look now) {
        return now.behind() == 0 ? Duration.ZERO : Duration.ofNanos(now.nanos() - quietSince);
    }

    private Flow flowing(Look now) {
        Look first = looks.peekFirst();
        double seconds = (now.nanos() - first.nanos()) / 1e9;
        if (now.nanos() - first.nanos() < KNOWN_AFTER) {
            return new Flow.Unknown(now.behind());
        }
        double ended = (now.ended() - first.ended()) / seconds;
        if (now.behind() <= HANDFUL + KEPT_UP_SECONDS * ended) {
            return new Flow.KeepingUp(now.behind());
        }
        double slope = slope(now.nanos());
        if (slope < -LEVEL * ended) {
            return new Flow.Draining(now.behind(), ended, Duration.ofMillis((long) (1000 * now.behind() / -slope)));
        }
        return new Flow.Growing(now.behind(), ended, Math.max(0, ended + slope));
    }

    /** Of the least-squares line through what was behind, alerts a second. */
    private double slope(long nowNanos) {
        double meanTime = 0;
        double meanBehind = 0;
        for (Look look : looks) {
            meanTime += (look.nanos() - nowNanos) / 1e9 / looks.size();
            meanBehind += (double) look.behind() / looks.size();
        }
        double products = 0;
        double squares = 0;
        for (Look look : looks) {
            double time = (look.nanos() - nowNanos) / 1e9 - meanTime;
            products += time * (look.behind() - meanBehind);
            squares += time * time;
        }
        return products / squares;
    }
}
