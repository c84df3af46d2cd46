package dev.arclet.config;

import dev.arclet.scoring.remote.ConnectionSettings;
import dev.arclet.scoring.remote.RemoteModel;

/** One entry of {@code scoring.workers}. */
public sealed interface WorkerConfig {

    /** So many such workers, each of which takes a batch of its own. */
    int count();

    /** Whether it gets pictures only while none of the others is in service. */
    boolean fallback();

    /**
     * {@code kind: local}: this machine's processors, in this process.
     *
     * @param threads processor threads for each
     */
    record Local(int count, boolean fallback, int threads) implements WorkerConfig {}

    /**
     * A server.
     *
     * @param protocol that it speaks
     * @param name of the worker in scores, metrics and messages; where there are several, a number follows
     * @param connection how it is called
     * @param model what it serves
     */
    record Remote(
            Protocol protocol,
            String name,
            int count,
            boolean fallback,
            ConnectionSettings connection,
            RemoteModel model)
            implements WorkerConfig {}

    /** How servers are spoken to. */
    enum Protocol {
        /** {@code kind: oip}: the Open Inference Protocol (KServe v2). */
        OIP,
        /** {@code kind: tfserving}: TensorFlow Serving. */
        TFSERVING
    }
}
