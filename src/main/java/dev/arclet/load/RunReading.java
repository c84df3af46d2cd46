package dev.arclet.load;

import dev.arclet.load.Answer.Ending;
import dev.arclet.load.RunResult.Account;
import dev.arclet.load.RunResult.GeneratorUse;
import dev.arclet.load.RunResult.LegTime;
import dev.arclet.load.RunResult.Throughput;
import dev.arclet.load.RunResult.VisitResult;
import dev.arclet.load.RunResult.WorkerUse;
import dev.arclet.load.watch.MachineUse;
import dev.arclet.scoring.PoolStats;
import dev.arclet.scoring.PoolStats.WorkerStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** Reads off what a run showed, and whether it showed anything. */
final class RunReading {
    /** A generator that is later than this is no generator, unless latencies are so long that it does not matter. */
    private static final double OWN_DELAY_MILLIS = 10;

    private static final double OWN_DELAY_SHARE = 0.1;
    private static final double RUBIN_SHARE = 98;

    private final LoadPlan plan;
    private final Optional<Duration> bound;
    private final Book book;
    private final Generator generator;
    private final Optional<PoolStats> before;
    private final Optional<PoolStats> after;
    private final double wallSeconds;
    private final Histogram latency;

    RunReading(
            LoadPlan plan,
            Optional<Duration> bound,
            Book book,
            Generator generator,
            Optional<PoolStats> before,
            Optional<PoolStats> after,
            double wallSeconds) {
        this.plan = plan;
        this.bound = bound;
        this.book = book;
        this.generator = generator;
        this.before = before;
        this.after = after;
        this.wallSeconds = wallSeconds;
        this.latency = book.latency();
    }

    /**
     * All of it.
     *
     * @param whole whether the plan was played to its end
     * @param stopped whether somebody stopped it
     */
    RunResult result(Sampler sampler, MachineUse use, boolean whole, boolean stopped) {
        double seconds = Math.max(0, (book.lastAnswerMicros() - generator.startMicros()) / 1e6);
        return new RunResult(
                plan.scenario().label(),
                plan.scenario() == Scenario.SERVER ? plan.rate() : 0,
                plan.seed(),
                seconds,
                account(),
                throughput(seconds),
                Percentiles.of(latency),
                Tail.of(latency, bound.map(most -> book.late())),
                legs(),
                Percentiles.curve(latency),
                book.batches(),
                workers(),
                generatorUse(),
                use,
                sampler.lag(),
                book.skewed(),
                visits(),
                sampler.samples(),
                !whole,
                problems(stopped));
    }

    private Account account() {
        return new Account(
                book.sent(),
                book.ended(Ending.SCORED),
                book.ended(Ending.SKIPPED),
                book.ended(Ending.UNSCORABLE),
                book.ended(Ending.DEAD),
                book.unanswered(),
                book.repeated());
    }

    private Throughput throughput(double seconds) {
        double sending = (generator.endMicros() - generator.startMicros()) / 1e6;
        return new Throughput(
                rate(book.sent(), sending), rate(book.answered(), seconds), rate(book.ended(Ending.SCORED), seconds));
    }

    private static double rate(long count, double seconds) {
        return seconds > 0 ? Math.rint(count / seconds * 100) / 100 : 0;
    }

    private List<LegTime> legs() {
        List<LegTime> legs = new ArrayList<>();
        book.legs().forEach((leg, times) -> {
            if (times.getTotalCount() > 0) {
                legs.add(new LegTime(leg.label(), Percentiles.of(times)));
            }
        });
        return legs;
    }

    private List<WorkerUse> workers() {
        Map<String, WorkerStats> earlier = before.stream()
                .flatMap(stats -> stats.workers().stream())
                .collect(Collectors.toMap(WorkerStats::name, Function.identity()));
        return after.stream()
                .flatMap(stats -> stats.workers().stream())
                .map(now -> use(now, Optional.ofNullable(earlier.get(now.name()))))
                .toList();
    }

    private WorkerUse use(WorkerStats now, Optional<WorkerStats> earlier) {
        long busy = now.busyNanos() - earlier.map(WorkerStats::busyNanos).orElse(0L);
        return new WorkerUse(
                now.name(),
                Math.rint(busy / 1e9 / wallSeconds * 1e4) / 1e4,
                now.pictures() - earlier.map(WorkerStats::pictures).orElse(0L),
                now.failures() - earlier.map(WorkerStats::failures).orElse(0L));
    }

    private GeneratorUse generatorUse() {
        double micros = Math.max(1, generator.endMicros() - generator.startMicros());
        return new GeneratorUse(
                Percentiles.millis(generator.ownDelay(), 99),
                generator.ownDelay().getMaxValue() / 1_000.0,
                generator.furthestBehind() / 1_000.0,
                Math.rint(generator.inTarget() / micros * 1e4) / 1e4);
    }

    private List<VisitResult> visits() {
        List<VisitResult> visits = new ArrayList<>();
        book.visits().forEach((number, visit) -> {
            Histogram answers = visit.answers();
            visits.add(new VisitResult(
                    number,
                    visit.alerts(),
                    answers.getTotalCount(),
                    answers.getMaxValue() / 1e6,
                    Percentiles.millis(answers, RUBIN_SHARE) / 1e3));
        });
        return visits;
    }

    private List<String> problems(boolean stopped) {
        List<String> problems = new ArrayList<>();
        if (stopped) {
            problems.add("it was stopped before its end");
        } else if (book.unanswered() > 0) {
            problems.add(text(
                    "%,d of %,d alerts were never answered: nothing came for %,d ms",
                    book.unanswered(), book.sent(), plan.patience().toMillis()));
        }
        if (book.repeated() > 0) {
            problems.add(text("%,d alerts were answered more than once", book.repeated()));
        }
        if (latency.getTotalCount() == 0) {
            problems.add(
                    book.answered() == 0
                            ? "no alert was answered; give it more time or more alerts"
                            : text("none of the %,d alerts that were answered was scored", book.answered()));
        }
        lateGenerator().ifPresent(problems::add);
        return problems;
    }

    private Optional<String> lateGenerator() {
        double own = Percentiles.millis(generator.ownDelay(), 99);
        double allowed = Math.max(OWN_DELAY_MILLIS, OWN_DELAY_SHARE * Percentiles.millis(latency, 99));
        return own <= allowed
                ? Optional.empty()
                : Optional.of(text(
                        "the generator was late by itself: 1 in 100 alerts by more than %s ms, and %s ms can be borne; leave it"
                                + " more of the machine",
                        Percentiles.text(own), Percentiles.text(allowed)));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
