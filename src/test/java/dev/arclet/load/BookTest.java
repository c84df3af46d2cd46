package dev.arclet.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.latency.Mark;
import dev.arclet.latency.Timeline;
import dev.arclet.load.Answer.Ending;
import dev.arclet.load.Book.Entry;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class BookTest {
    private final Book book = new Book(0, Optional.empty());

    /** A run that somebody stops is told of while its last answers come. */
    @Test
    void aBookIsReadWhileAnswersCome() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        Thread answers = new Thread(() -> {
            while (!enough.get()) {
                answer(book.enter(new Entry(1_000, Optional.empty(), Optional.empty())));
            }
        });
        answers.start();
        try {
            for (int i = 0; i < 200; i++) {
                book.legs().forEach((leg, times) -> assertTrue(times.getMean() >= 0));
                assertTrue(book.latency().getMean() >= 0);
            }
        } finally {
            enough.set(true);
            answers.join();
        }

        for (Histogram times : book.legs().values()) {
            assertEquals(book.answered(), times.getTotalCount());
        }
    }

    private void answer(long number) {
        Timeline marks = Timeline.empty();
        long micros = 2_000;
        for (Mark mark : Mark.values()) {
            marks = marks.with(mark, micros += 100);
        }
        book.answered(new Answer(number, Ending.SCORED, 5_000, marks, 1));
    }
}
