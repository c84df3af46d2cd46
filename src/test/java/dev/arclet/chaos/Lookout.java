package dev.arclet.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks after one instance under a steady feed: starts it again when it ended by itself, and notes now and then how it does.
 *
 * @param run word for the log
 * @param glance how often it is looked after
 */
record Lookout(String run, SteadyFeed feed, Endings endings, Accounts accounts, Duration glance) {

    /** Notes how it does every so often, at least once, until the time is over. */
    List<Look> watch(Instance instance, Duration time, Duration every) throws IOException, InterruptedException {
        List<Look> looks = new ArrayList<>();
        long start = System.nanoTime();
        long passed = 0;
        while (passed < time.toNanos() || looks.isEmpty()) {
            glanceAt(instance);
            passed = System.nanoTime() - start;
            if (passed >= every.toNanos() * (looks.size() + 1)) {
                Look look = new Look(Duration.ofNanos(passed), Vitals.of(instance), feed.count(), accounts.ended());
                System.err.println(run + ": " + look);
                looks.add(look);
            }
        }
        return looks;
    }

    /** Until every alert that was sent has ended, or there is no hope for it. */
    void awaitEnded(Instance instance, Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (accounts.ended() < feed.count() && System.nanoTime() < end) {
            glanceAt(instance);
        }
    }

    private void glanceAt(Instance instance) throws IOException, InterruptedException {
        instance.supervise();
        endings.requireReading();
        Thread.sleep(glance.toMillis());
    }
}
