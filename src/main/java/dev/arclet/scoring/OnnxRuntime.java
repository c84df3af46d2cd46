package dev.arclet.scoring;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;

/**
 * Starts ONNX Runtime the one way that works: through DJL first. DJL configures the process-wide environment, and fails if
 * somebody has made it before.
 */
final class OnnxRuntime {
    static final String ENGINE = "OnnxRuntime";

    private OnnxRuntime() {}

    /** The process-wide environment, started if it was not; the caller does not close it. */
    static OrtEnvironment environment() {
        stayQuiet();
        Engine.getEngine(ENGINE);
        return OrtEnvironment.getEnvironment();
    }

    /** DJL reports its start to its makers from cloud machines unless told not to; an alert broker has not agreed to that. */
    private static void stayQuiet() {
        if (System.getProperty("OPT_OUT_TRACKING") == null) {
            System.setProperty("OPT_OUT_TRACKING", "true");
        }
    }
}
