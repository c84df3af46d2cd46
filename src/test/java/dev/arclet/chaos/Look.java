package dev.arclet.chaos;

import java.time.Duration;

/** One look at an instance, so long after its load began. */
record Look(Duration at, Vitals vitals, int sent, int ended) {}
