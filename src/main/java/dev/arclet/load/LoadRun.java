package dev.arclet.load;

import dev.arclet.latency.EpochMicros;
import dev.arclet.load.watch.Instruments;
import dev.arclet.load.watch.MachineUse;
import dev.arclet.scoring.PoolStats;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;

/** Puts a target under load as plans say, one run after the other. For one thread. */
public final class LoadRun {
    private static final int WARM_UP_GROUP = 32;
    private static final long LOOK_MILLIS = 2;
    /** More late alerts than this share, and a 99th percentile can't be within its bound any more. */
    private static final double HOPELESS = 0.01;

    private final Target target;
    private final Instruments instruments;
    private final EpochMicros clock;
    private final BooleanSupplier stop;
    private long nextNumber;
    private boolean warm;

    /**
     * @param target stays open
     * @param instruments to look at while it runs
     * @param clock that stamps the target's marks
     * @param stop asked all the time; a run ends early when it says so
     */
    public LoadRun(Target target, Instruments instruments, EpochMicros clock, BooleanSupplier stop) {
        this.target = target;
        this.instruments = instruments;
        this.clock = clock;
        this.stop = stop;
    }

    /**
     * A result with the histogram that it was made of.
     *
     * @param latency in microseconds
     */
    public record Measured(RunResult result, Histogram latency) {}

    /**
     * Runs a plan to its end and waits for the answers.
     *
     * @param bound on the latency; alerts beyond it are counted
     * @param hopelessEnds whether to stop as soon as the bound can't be met any more
     */
    public Measured run(LoadPlan plan, Optional<Duration> bound, boolean hopelessEnds) throws InterruptedException {
        Thread generator = Thread.currentThread();
        String name = generator.getName();
        generator.setName("arclet-load-generator");
        try {
            return runNamed(plan, bound, hopelessEnds);
        } finally {
            generator.setName(name);
        }
    }

    private Measured runNamed(LoadPlan plan, Optional<Duration> bound, boolean hopelessEnds)
            throws InterruptedException {
        warmUp(plan);
        Book book = newBook(bound);
        long allowed = (long) Math.ceil(plan.expected() * HOPELESS);
        BooleanSupplier enough = () -> stop.getAsBoolean() || (hopelessEnds && book.late() > allowed);
        Generator generator = new Generator(target, book, clock, enough);
        Optional<PoolStats> before = instruments.pool().map(pool -> pool.get());
        boolean whole;
        Optional<PoolStats> after;
        MachineUse use;
        Sampler sampler = new Sampler(book, instruments);
        long begun = System.nanoTime();
        try (sampler) {
            whole = generate(plan, generator);
            awaitAnswers(book, plan.patience());
            after = instruments.pool().map(pool -> pool.get());
        }
        double wallSeconds = (System.nanoTime() - begun) / 1e9;
        use = sampler.use();
        nextNumber += book.sent();
        RunReading reading = new RunReading(plan, bound, book, generator, before, after, wallSeconds);
        return new Measured(reading.result(sampler, use, whole, stop.getAsBoolean()), book.latency());
    }

    private Book newBook(Optional<Duration> bound) {
        Book book = new Book(nextNumber, bound);
        target.answerTo(book::answered);
        return book;
    }

    /** Only once: code that is compiled and caches that are filled stay so from run to run. */
    private void warmUp(LoadPlan plan) throws InterruptedException {
        if (warm || plan.warmUp().isZero()) {
            return;
        }
        warm = true;
        Book book = newBook(Optional.empty());
        new Generator(target, book, clock, stop).closedLoop(WARM_UP_GROUP, plan.warmUp(), plan.patience());
        awaitAnswers(book, plan.patience());
        nextNumber += book.sent();
    }

    private static boolean generate(LoadPlan plan, Generator generator) throws InterruptedException {
        if (plan.scenario().isOpenLoop()) {
            return generator.openLoop(plan);
        }
        int group = plan.scenario() == Scenario.SINGLE_STREAM ? 1 : plan.group();
        return generator.closedLoop(group, plan.duration(), plan.patience());
    }

    /** Waits as long as answers come. */
    private void awaitAnswers(Book book, Duration patience) throws InterruptedException {
        long answered = book.answered();
        long since = System.nanoTime();
        while (book.unanswered() > 0) {
            if (book.answered() > answered) {
                answered = book.answered();
                since = System.nanoTime();
            } else if (System.nanoTime() - since > patience.toNanos() || stop.getAsBoolean()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }
}
