package dev.arclet.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/** When the answers of one visit came, from its start. Thread-safe. */
final class VisitBook {
    private static final long LONGEST = TimeUnit.DAYS.toMicros(1);

    private final long startMicros;
    private final LongAdder sent = new LongAdder();
    private final Histogram answers = new AtomicHistogram(LONGEST, 3);

    VisitBook(long startMicros) {
        this.startMicros = startMicros;
    }

    void sent() {
        sent.increment();
    }

    void answered(long seenMicros) {
        answers.recordValue(Math.max(0, Math.min(LONGEST, seenMicros - startMicros)));
    }

    long alerts() {
        return sent.sum();
    }

    /** Answers by their time after the start, microseconds. */
    Histogram answers() {
        return answers.copy();
    }
}
