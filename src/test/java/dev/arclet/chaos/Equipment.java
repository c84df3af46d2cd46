package dev.arclet.chaos;

import java.util.List;

/**
 * What a scene has beyond the least, for faults that need it.
 *
 * @param cluster three brokers and not one
 * @param clocks that can be stepped, for each instance
 * @param smallDisks that can be full, for the state of each instance
 */
record Equipment(boolean cluster, boolean clocks, boolean smallDisks) {
    /** What these faults need, all of them on one broker or all on a cluster. */
    static Equipment of(List<Fault> faults) {
        return new Equipment(
                faults.stream().anyMatch(Fault::isOfCluster),
                faults.contains(Fault.CLOCK_BACK) || faults.contains(Fault.CLOCK_FORWARD),
                faults.contains(Fault.DISK_FULL));
    }
}
