package dev.arclet.load;

import dev.arclet.load.watch.MachineUse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one run showed. Times are in milliseconds unless they say otherwise.
 *
 * @param scenario label of the scenario
 * @param rate alerts a second that were asked for; 0 where the scenario asks for none
 * @param seed of the arrivals
 * @param seconds from its start to its last answer
 * @param account where every alert of the run went
 * @param throughput from its start to its last answer
 * @param latency of scored alerts (multi-stream: of groups), from when they were due to when their answer was read
 * @param tail how far the 99th percentile can be believed
 * @param legs where the time went, in the order of the road; the means add up to that of all scored alerts
 * @param curve of the latency
 * @param batches how many of each size
 * @param workers what each did
 * @param generator how well the load was made
 * @param machine what was used
 * @param lag of the stream, if it is known
 * @param skewed legs that ended before they began, as two clocks disagree; they count as 0
 * @param visits one entry a visit
 * @param series the run over time
 * @param cutShort whether it was ended early because the bound was out of reach
 * @param problems why this is no measurement; none: it is one
 */
public record RunResult(
        String scenario,
        double rate,
        long seed,
        double seconds,
        Account account,
        Throughput throughput,
        Percentiles latency,
        Tail tail,
        List<LegTime> legs,
        List<Percentiles.Point> curve,
        Map<Integer, Long> batches,
        List<WorkerUse> workers,
        GeneratorUse generator,
        MachineUse machine,
        Optional<Lag> lag,
        long skewed,
        List<VisitResult> visits,
        List<Sample> series,
        boolean cutShort,
        List<String> problems) {

    /**
     * Where every alert went: sent = scored + skipped + unscorable + dead + lost.
     *
     * @param lost sent and not answered
     * @param repeated answers beyond the first of an alert
     */
    public record Account(long sent, long scored, long skipped, long unscorable, long dead, long lost, long repeated) {}

    /** Alerts a second: handed over, answered in any way, scored. */
    public record Throughput(double sent, double answered, double scored) {}

    /** The time of one leg. */
    public record LegTime(String leg, Percentiles time) {}

    /**
     * One worker.
     *
     * @param utilisation share of the time that it spent on batches
     */
    public record WorkerUse(String name, double utilisation, long pictures, long failures) {}

    /**
     * The generator of the load.
     *
     * @param ownDelayP99 how late it came to an alert by its own fault
     * @param ownDelayMax the most of that
     * @param furthestBehind most that an alert was handed over after it was due, the target's fault included
     * @param inTarget share of its time that it spent in handing alerts over
     */
    public record GeneratorUse(double ownDelayP99, double ownDelayMax, double furthestBehind, double inTarget) {}

    /** Records that the stream had not committed: at the most, and when the last answer was there. */
    public record Lag(long most, long end) {}

    /**
     * One visit.
     *
     * @param drained from its start to its last answer, seconds
     * @param most from its start until 98 % of its answers were there, seconds; Rubin promises 60
     * @param answered alerts that were
     */
    public record VisitResult(int number, long alerts, long answered, double drained, double most) {}

    public RunResult {
        legs = List.copyOf(legs);
        curve = List.copyOf(curve);
        workers = List.copyOf(workers);
        visits = List.copyOf(visits);
        series = List.copyOf(series);
        problems = List.copyOf(problems);
    }

    /** Whether it measured something. */
    public boolean valid() {
        return problems.isEmpty();
    }

    /** Whether it is a measurement and the latency that the scenario is judged by is within a bound. */
    public boolean holds(double boundMillis) {
        return valid() && !cutShort && latency.judged(Scenario.of(scenario)) <= boundMillis;
    }

    /** The longest that a visit took, seconds; 0 without visits. */
    public double slowestVisit() {
        return visits.stream().mapToDouble(VisitResult::drained).max().orElse(0);
    }

    /** Mean number of pictures in a batch; 0 without batches. */
    public double meanBatch() {
        long all = batches.values().stream().mapToLong(Long::longValue).sum();
        double pictures = batches.entrySet().stream()
                .mapToDouble(batch -> (double) batch.getKey() * batch.getValue())
                .sum();
        return all == 0 ? 0 : pictures / all;
    }
}
