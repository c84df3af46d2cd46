package dev.arclet.config;

import dev.arclet.scoring.DeviceDescription;
import dev.arclet.scoring.ExecutionProvider;
import dev.arclet.scoring.remote.ConnectionSettings;
import dev.arclet.scoring.remote.RemoteModel;
import java.util.Optional;

/** One entry of {@code scoring.workers}. */
public sealed interface WorkerConfig {

    /** So many such workers, each of which takes a batch of its own. */
    int count();

    /** Whether it gets pictures only while none of the others is in service. */
    boolean fallback();

    /**
     * {@code kind: local}: ONNX Runtime in this process, on this machine's processors or on a device of its.
     *
     * @param count how many, where {@code threads} says so; with {@code auto} a calibration chooses both
     * @param threads processor threads for each; empty: {@code auto}
     * @param provider what computes
     */
    record Local(int count, boolean fallback, Optional<Integer> threads, ExecutionProvider provider)
            implements WorkerConfig {}

    /**
     * {@code kind: device-model}: this machine's scores in the time of a described device.
     *
     * @param count how many such devices
     * @param device what it is
     * @param scored whether it scores; without, it is of use for load tests only
     */
    record Modelled(int count, boolean fallback, DeviceDescription device, boolean scored) implements WorkerConfig {}

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
