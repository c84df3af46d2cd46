package dev.arclet.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.scoring.WorkerException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BareRateTest {
    @Test
    void aWorkerThatFailsSaysWhyWhenItIsMeasured() {
        PausingWorker worker = new PausingWorker(1, batch -> {
            throw new WorkerException("no such kernel");
        });

        TrialException e = assertThrows(
                TrialException.class,
                () -> BareRate.measure(List.of(worker), List.of(new float[1]), Duration.ofMillis(10)));
        assertEquals("no such kernel", e.getMessage());
    }

    @Test
    void theRateOfWorkersThatTakeTheirTimeIsWhatTheirBatchesMake() throws Exception {
        PausingWorker worker = new PausingWorker(1000, batch -> Thread.sleep(10));

        BareRate rate = BareRate.measure(List.of(worker, worker), List.of(new float[1]), Duration.ofSeconds(1));

        assertEquals(1000, rate.best().batch(), "the larger the batch, the more a second");
        assertTrue(rate.best().batchMillis() >= 10, rate.toString());
        assertTrue(rate.best().perSecond() <= 200_000, rate.toString());
        assertEquals(
                List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1000),
                rate.all().stream().map(BareRate.AtSize::batch).toList());
    }
}
