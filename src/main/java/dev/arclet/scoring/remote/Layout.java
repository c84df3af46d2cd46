package dev.arclet.scoring.remote;

import java.util.List;

/** In which order the numbers of a batch follow each other. */
public enum Layout {
    /** Plane after plane, as PyTorch and the bundles have it: [N, channels, size, size]. */
    NCHW,
    /** All channels of a pixel together, as TensorFlow and most accelerators' compilers have it: [N, size, size, channels]. */
    NHWC;

    /** Shape of one picture. */
    List<Long> picture(long channels, long size) {
        return this == NCHW ? List.of(channels, size, size) : List.of(size, size, channels);
    }
}
