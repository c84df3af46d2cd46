package dev.arclet.load.watch;

import java.util.Locale;

/** Tells by a thread's name which part of the process it works for. */
final class ProcessPart {
    static final String OTHER = "other";
    /** What no Java thread used: ONNX Runtime's own threads, garbage collection, compilation. */
    static final String NATIVE = "native threads (ONNX Runtime, GC, JIT)";

    private ProcessPart() {}

    static String of(String thread) {
        String name = thread.toLowerCase(Locale.ROOT);
        if (name.startsWith("arclet-worker-")) {
            return "workers";
        }
        // Before the stream: the names of its clients' threads hold its threads' names.
        if (name.contains("arclet-load")) {
            return "load generator";
        }
        if (name.contains("streamthread") || name.contains("stateupdater") || name.contains("taskexecutor")) {
            return "stream";
        }
        boolean broker = name.contains("kafka-request-handler")
                || name.contains("kafka-network-thread")
                || name.contains("socket")
                || name.contains("kafkaserver")
                || name.contains("raft")
                || name.contains("quorum")
                || name.contains("log-")
                || name.contains("group-coordinator")
                || name.contains("expirationreaper")
                || name.contains("broker");
        return broker ? "broker" : OTHER;
    }
}
