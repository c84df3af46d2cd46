package dev.arclet.compare;

import dev.arclet.evaluation.figures.Estimate;
import dev.arclet.load.Percentiles;
import dev.arclet.load.RunResult;
import dev.arclet.load.RunResult.Account;
import dev.arclet.load.Tail;
import java.util.Locale;
import java.util.Optional;

/**
 * How a pair did at one load.
 *
 * @param perSecond pictures a second that were sent, on average
 * @param share of what the pair can do
 * @param sent pictures
 * @param answered of these, with a score
 * @param rejected of these, as pictures that can't be scored
 * @param unanswered of these, until patience ended; latencies are those of the others
 * @param p50 median latency in milliseconds, from when a picture was due to its score
 * @param p90 the same of 90 %
 * @param p99 the same of 99 %, with its 95 % interval; of too few pictures to have an upper end that is the longest
 * @param p999 the same of 99.9 %
 * @param max the longest
 * @param senderLateP99 milliseconds by which the generator itself was late, of 99 %; they are in the latencies
 * @param miss why the pair does not hold this load, if it does not
 */
public record Load(
        double perSecond,
        double share,
        long sent,
        long answered,
        long rejected,
        long unanswered,
        double p50,
        double p90,
        Estimate p99,
        double p999,
        double max,
        double senderLateP99,
        Optional<String> miss) {
    static Load of(double perSecond, double capacity, RunResult result, Goal goal) {
        Account account = result.account();
        Percentiles latency = result.latency();
        Tail tail = result.tail();
        Estimate p99 = new Estimate(latency.p99(), tail.low(), tail.high().orElse(latency.max()));
        return new Load(
                perSecond,
                perSecond / capacity,
                account.sent(),
                account.scored(),
                account.dead(),
                account.lost(),
                latency.p50(),
                latency.p90(),
                p99,
                latency.p999(),
                latency.max(),
                result.generator().ownDelayP99(),
                miss(result, p99, goal));
    }

    /** Whether it holds this load within the bound, the upper end of the interval included. */
    public boolean holds() {
        return miss.isEmpty();
    }

    private static Optional<String> miss(RunResult result, Estimate p99, Goal goal) {
        Account account = result.account();
        double bound = goal.p99().toMillis();
        if (account.scored() < account.sent()) {
            return Optional.of(text("%,d of %,d were not scored", account.sent() - account.scored(), account.sent()));
        }
        if (!result.valid()) {
            return Optional.of("no measurement: " + String.join("; ", result.problems()));
        }
        if (p99.high() > bound) {
            return Optional.of(text("p99 is %.1f ms (to %.1f), the bound %.0f ms", p99.value(), p99.high(), bound));
        }
        return Optional.empty();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
