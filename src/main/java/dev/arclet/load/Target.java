package dev.arclet.load;

import java.util.function.Consumer;

/**
 * What is put under load. It takes alerts by number; what an alert of a number is, is its own affair. It lives through many runs, whose
 * numbers go on from each other.
 */
public interface Target extends AutoCloseable {

    /** From now on answers go here, on the target's own threads; never after another call with someone else. */
    void answerTo(Consumer<Answer> sink);

    /**
     * Hands over an alert. May block for as long as the target takes no more: that time is in the alert's latency, and in that of
     * those which are due meanwhile.
     *
     * @param number not used before
     */
    void send(long number);

    @Override
    void close();
}
