package dev.arclet.scoring;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;

/**
 * Starts ONNX Runtime the one way that works: through DJL first. DJL configures the process-wide environment, and fails if
 * somebody has made it before.
 */
final class OnnxRuntime {
    static final String ENGINE = "OnnxRuntime";

    /** How ONNX Runtime calls the processors in its records. */
    static final String PROCESSORS = "CPUExecutionProvider";

    private OnnxRuntime() {}

    /** The process-wide environment, started if it was not; the caller does not close it. */
    static OrtEnvironment environment() {
        stayQuiet();
        Engine.getEngine(ENGINE);
        return OrtEnvironment.getEnvironment();
    }

    /** What ONNX Runtime says is wrong, without the lines on where in its sources that was. */
    static String firstLine(OrtException e) {
        return e.getMessage().lines().findFirst().orElse("no reason given");
    }

    /** DJL reports its start to its makers from cloud machines unless told not to; an alert broker has not agreed to that. */
    private static void stayQuiet() {
        if (System.getProperty("OPT_OUT_TRACKING") == null) {
            System.setProperty("OPT_OUT_TRACKING", "true");
        }
    }
}
