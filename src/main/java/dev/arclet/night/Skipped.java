package dev.arclet.night;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts files without alerts. */
final class Skipped {
    private static final Logger LOG = LoggerFactory.getLogger(Skipped.class);

    private long count;

    void add(String file) {
        count++;
        LOG.debug("{} holds no alerts and is passed over", file);
    }

    long count() {
        return count;
    }
}
