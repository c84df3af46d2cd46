package dev.arclet.load;

import java.time.Duration;
import java.util.PrimitiveIterator;

/**
 * One run: how alerts come, and for how long. What a scenario has no use for is passed over.
 *
 * @param scenario in which manner
 * @param rate alerts a second on average; server
 * @param warmUp time under load before the first run; what comes of it is awaited and not measured
 * @param duration for how long alerts come; single stream, multi stream, server
 * @param alerts of a visit, or all of them offline
 * @param visits how many; visit
 * @param delivery over which a visit's alerts come; visit
 * @param cadence from visit to visit; visit
 * @param group alerts that come together; multi stream
 * @param seed of the random moments
 * @param patience without any answer, before what is not answered counts as lost
 */
public record LoadPlan(
        Scenario scenario,
        double rate,
        Duration warmUp,
        Duration duration,
        long alerts,
        int visits,
        Duration delivery,
        Duration cadence,
        int group,
        long seed,
        Duration patience) {

    /** MLPerf's number of samples of a multi-stream query. */
    public static final int USUAL_GROUP = 8;

    public LoadPlan {
        require(rate > 0 && rate <= 1e6, "rate", rate + " alerts a second", "more than 0, at most 1000000");
        require(!warmUp.isNegative(), "warm-up", warmUp.toMillis() + " ms", "0s or more");
        require(duration.toMillis() > 0, "duration", duration.toMillis() + " ms", "more than 0");
        require(alerts >= 1 && alerts <= 100_000_000, "number of alerts", alerts + "", "1 to 100000000");
        require(visits >= 1 && visits <= 10_000, "number of visits", visits + "", "1 to 10000");
        require(!delivery.isNegative(), "delivery", delivery.toMillis() + " ms", "0s or more");
        require(cadence.compareTo(delivery) >= 0, "cadence", cadence.toMillis() + " ms", "at least the delivery");
        require(group >= 1 && group <= 10_000, "group", group + "", "1 to 10000");
        require(patience.toMillis() > 0, "patience", patience.toMillis() + " ms", "more than 0");
    }

    private static void require(boolean right, String what, String value, String allowed) {
        if (!right) {
            throw new IllegalArgumentException(what + " of the load test is " + value + "; give " + allowed);
        }
    }

    /** A stream of Poisson arrivals. */
    public static LoadPlan server(double rate, Duration warmUp, Duration duration, long seed) {
        return new LoadPlan(
                Scenario.SERVER,
                rate,
                warmUp,
                duration,
                1,
                1,
                Duration.ZERO,
                Duration.ZERO,
                USUAL_GROUP,
                seed,
                Duration.ofSeconds(30));
    }

    /** All alerts at once. */
    public static LoadPlan offline(long alerts) {
        return new LoadPlan(
                Scenario.OFFLINE,
                1,
                Duration.ZERO,
                Duration.ofSeconds(1),
                alerts,
                1,
                Duration.ZERO,
                Duration.ZERO,
                USUAL_GROUP,
                1,
                Duration.ofSeconds(30));
    }

    /** When alerts are due, microseconds from the start of the run. */
    PrimitiveIterator.OfLong arrivals() {
        return switch (scenario) {
            case SERVER -> Arrivals.poisson(rate, duration, seed);
            case OFFLINE -> Arrivals.atOnce(alerts);
            case VISIT -> Arrivals.visits(visits, alerts, delivery, cadence);
            case SINGLE_STREAM, MULTI_STREAM ->
                throw new IllegalStateException(scenario.label() + " has no moments of its own: it waits for answers");
        };
    }

    /** Alerts in all, about. */
    long expected() {
        return switch (scenario) {
            case OFFLINE -> alerts;
            case VISIT -> visits * alerts;
            case SERVER, SINGLE_STREAM, MULTI_STREAM -> Math.round(rate * duration.toNanos() / 1e9);
        };
    }

    /** The same at another rate. */
    public LoadPlan atRate(double other) {
        return new LoadPlan(
                scenario, other, warmUp, duration, alerts, visits, delivery, cadence, group, seed, patience);
    }

    /** The same with other random moments. */
    public LoadPlan seeded(long other) {
        return new LoadPlan(
                scenario, rate, warmUp, duration, alerts, visits, delivery, cadence, group, other, patience);
    }

    /** The same for another time. */
    public LoadPlan lasting(Duration other) {
        return new LoadPlan(scenario, rate, warmUp, other, alerts, visits, delivery, cadence, group, seed, patience);
    }

    /** The same with another patience. */
    public LoadPlan patient(Duration other) {
        return new LoadPlan(scenario, rate, warmUp, duration, alerts, visits, delivery, cadence, group, seed, other);
    }

    /** The same in another manner. */
    public LoadPlan as(Scenario other) {
        return new LoadPlan(other, rate, warmUp, duration, alerts, visits, delivery, cadence, group, seed, patience);
    }
}
