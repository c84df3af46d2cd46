package dev.arclet.chaos;

import java.io.IOException;

/** What alerts come through: one broker, or a cluster of them. */
interface Brokers extends AutoCloseable {
    /** Starts them, for the first time or again, and waits until they serve. */
    void start() throws IOException, InterruptedException;

    /** Where clients find them, the same after each start. */
    String bootstrap();

    /** On how many of them each record lies. */
    short replication();

    @Override
    void close();
}
