package dev.arclet.latency;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/**
 * Collects the timelines of alerts: a histogram a stage for percentiles of three digits, the same as Micrometer timers
 * ({@code arclet.stage.latency}, tag {@code stage}), and counters of alerts within and beyond a bound on the total, sent to
 * published. Rubin's own bound on a visit is 60 s for 98 % of its alerts (DMTN-102).
 *
 * <p>Only the stages whose two marks were passed are recorded. One that comes out negative, as two clocks disagree, is recorded
 * as 0 and counted in {@code arclet.stage.skewed}, so that percentiles stay true for the others. Times beyond a day count as a
 * day: replayed nights are years old, and would stretch the histogram for nothing.
 *
 * <p>Thread-safe and wait-free for recording; about a microsecond a timeline, no allocation.
 */
public final class LatencyRecorder {
    private static final int DIGITS = 3;
    private static final long LONGEST = TimeUnit.DAYS.toMicros(1);

    private final long boundMicros;
    /** Atomic and not concurrent ones, which take a lock for every cell that is read: 28,000 a copy. */
    private final Map<Stage, Histogram> histograms = new EnumMap<>(Stage.class);

    private final Map<Stage, Timer> timers = new EnumMap<>(Stage.class);
    private final LongAdder within = new LongAdder();
    private final LongAdder beyond = new LongAdder();
    private final LongAdder skewed = new LongAdder();

    /**
     * @param bound on the total, sent to published; Rubin's is 60 s
     */
    public LatencyRecorder(MeterRegistry meters, Duration bound) {
        if (bound.isNegative() || bound.isZero()) {
            throw new IllegalArgumentException("latency bound is " + bound.toMillis() + " ms; give more than 0");
        }
        this.boundMicros = bound.toNanos() / 1_000;
        for (Stage stage : Stage.values()) {
            histograms.put(stage, new AtomicHistogram(LONGEST, DIGITS));
            timers.put(stage, timer(stage, meters));
        }
        count("arclet.alerts.within.bound", "Alerts published within the bound after being sent", within, meters);
        count("arclet.alerts.beyond.bound", "Alerts published later than the bound", beyond, meters);
        count("arclet.stage.skewed", "Stages that ended before they began, as two clocks disagree", skewed, meters);
    }

    private static Timer timer(Stage stage, MeterRegistry meters) {
        return Timer.builder("arclet.stage.latency")
                .description("Time of an alert between two marks of its road")
                .tag("stage", stage.label())
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofNanos(100_000))
                .maximumExpectedValue(Duration.ofMinutes(2))
                .register(meters);
    }

    private static void count(String name, String description, LongAdder value, MeterRegistry meters) {
        FunctionCounter.builder(name, value, LongAdder::sum)
                .description(description)
                .register(meters);
    }

    /** Takes in the timeline of one alert whose outcome was published. */
    public void record(Timeline timeline) {
        for (Stage stage : Stage.values()) {
            OptionalLong micros = timeline.micros(stage);
            if (micros.isPresent()) {
                record(stage, micros.getAsLong());
            }
        }
        OptionalLong total = timeline.micros(Stage.TOTAL);
        if (total.isPresent()) {
            (total.getAsLong() <= boundMicros ? within : beyond).increment();
        }
    }

    private void record(Stage stage, long micros) {
        if (micros < 0) {
            skewed.increment();
        }
        long held = Math.max(0, Math.min(LONGEST, micros));
        histograms.get(stage).recordValue(held);
        timers.get(stage).record(held, TimeUnit.MICROSECONDS);
    }

    /** All that was recorded so far, as percentiles. Costs some milliseconds; not for every alert. */
    public LatencyTable snapshot() {
        List<LatencyTable.Row> rows = new ArrayList<>();
        histograms.forEach((stage, histogram) -> {
            Histogram copy = histogram.copy();
            if (copy.getTotalCount() > 0) {
                rows.add(row(stage, copy));
            }
        });
        return new LatencyTable(rows, Duration.ofNanos(boundMicros * 1_000), within.sum(), beyond.sum(), skewed.sum());
    }

    /** Percentiles of what is recorded from now on, piece by piece. */
    public LatencyWindow window() {
        return new LatencyWindow(histograms);
    }

    static LatencyTable.Row row(Stage stage, Histogram histogram) {
        return new LatencyTable.Row(
                stage,
                histogram.getTotalCount(),
                millis(histogram, 50),
                millis(histogram, 90),
                millis(histogram, 99),
                millis(histogram, 99.9),
                histogram.getMaxValue() / 1_000.0);
    }

    private static double millis(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1_000.0;
    }
}
