package dev.arclet.chaos;

import java.util.List;

/**
 * What a scene has beyond the least, for faults that need it.
 *
 * @param cluster three brokers and not one
 * @param clock that can be stepped, for one instance; it slows that one down
 * @param smallDisks that can be full, for the state of each instance
 */
record Equipment(boolean cluster, boolean clock, boolean smallDisks) {
    /** What these faults need, all of them on one broker or all on a cluster. */
    static Equipment of(List<Fault> faults) {
        return new Equipment(
                faults.stream().anyMatch(Fault::isOfCluster),
                faults.contains(Fault.CLOCK_BACK) || faults.contains(Fault.CLOCK_FORWARD),
                faults.contains(Fault.DISK_FULL));
    }
}
