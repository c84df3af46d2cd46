package dev.arclet.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Alerts that come together, and after all of whose answers the next ones come. */
final class Query {
    private final boolean group;
    private final AtomicInteger left;
    private final CountDownLatch ended = new CountDownLatch(1);

    Query(int alerts) {
        this.group = alerts > 1;
        this.left = new AtomicInteger(alerts);
    }

    /** Whether it has more than one alert, so that its latency is that of the last. */
    boolean isGroup() {
        return group;
    }

    /** One of them is answered; whether it was the last. */
    boolean answered() {
        return left.decrementAndGet() == 0;
    }

    /** Its last answer is in the book. */
    void end() {
        ended.countDown();
    }

    /** Waits for all of them; false if they are not all there by then. */
    boolean await(Duration patience) throws InterruptedException {
        return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
