package dev.arclet.load.watch;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this process, and others on the machine, have used of it over some time.
 *
 * @param processors that the machine has
 * @param cpu share of all processors that this process used, 0 to 1
 * @param others share that other processes used; figures of a machine that has other work are worth less
 * @param cpuByPart share of all processors that each part of this process used
 * @param collections garbage collections
 * @param collectionMillis time in them; not all of it stops the others
 * @param heapMiB most of the heap that was used when it was looked at
 */
public record MachineUse(
        int processors,
        double cpu,
        double others,
        Map<String, Double> cpuByPart,
        long collections,
        long collectionMillis,
        double heapMiB) {

    /** Begins to watch. The machine's load is that since the last call in this process, so that one watches at a time. */
    public static Watch begin() {
        return new Watch();
    }

    /** Watches from its making on. For one thread. */
    public static final class Watch {
        private final com.sun.management.OperatingSystemMXBean system =
                (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        private final int processors = Runtime.getRuntime().availableProcessors();
        private final long startNanos = System.nanoTime();
        private final long cpuBefore = system.getProcessCpuTime();
        private final Map<Long, Long> threadsBefore = threadTimes();
        private final Map<Long, String> parts = new HashMap<>();
        private final Map<Long, Long> threadsNow = new HashMap<>();
        private final long collectionsBefore = collections();
        private final long collectionMillisBefore = collectionMillis();
        private double machineLoad;
        private int looks;
        private double heapMiB;

        private Watch() {
            system.getCpuLoad();
        }

        /** To be called now and then: threads that have ended, and load that has passed, can't be looked at any more. */
        public void look() {
            Runtime runtime = Runtime.getRuntime();
            heapMiB = Math.max(heapMiB, (runtime.totalMemory() - runtime.freeMemory()) / (double) (1 << 20));
            double load = system.getCpuLoad();
            if (load >= 0) {
                machineLoad += load;
                looks++;
            }
            threadsNow.putAll(threadTimes());
            for (ThreadInfo thread : ManagementFactory.getThreadMXBean()
                    .getThreadInfo(threadsNow.keySet().stream()
                            .filter(id -> !parts.containsKey(id))
                            .mapToLong(Long::longValue)
                            .toArray())) {
                if (thread != null) {
                    parts.put(thread.getThreadId(), ProcessPart.of(thread.getThreadName()));
                }
            }
        }

        /** What was used since the beginning. */
        public MachineUse end() {
            look();
            double all = (double) (System.nanoTime() - startNanos) * processors;
            double own = (system.getProcessCpuTime() - cpuBefore) / all;
            double machine = looks == 0 ? own : machineLoad / looks;
            return new MachineUse(
                    processors,
                    share(own),
                    share(machine - own),
                    byPart(own, all),
                    collections() - collectionsBefore,
                    collectionMillis() - collectionMillisBefore,
                    Math.rint(heapMiB));
        }

        private Map<String, Double> byPart(double own, double all) {
            Map<String, Double> shares = new TreeMap<>();
            double seen = 0;
            for (Map.Entry<Long, Long> thread : threadsNow.entrySet()) {
                double used = (thread.getValue() - threadsBefore.getOrDefault(thread.getKey(), 0L)) / all;
                seen += used;
                shares.merge(parts.getOrDefault(thread.getKey(), ProcessPart.OTHER), used, Double::sum);
            }
            shares.put(ProcessPart.NATIVE, Math.max(0, own - seen));
            shares.replaceAll((part, used) -> share(used));
            return shares;
        }

        private static double share(double value) {
            return Math.rint(Math.max(0, Math.min(1, value)) * 1e4) / 1e4;
        }

        private static Map<Long, Long> threadTimes() {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            Map<Long, Long> times = new HashMap<>();
            for (long id : threads.getAllThreadIds()) {
                long nanos = threads.getThreadCpuTime(id);
                if (nanos >= 0) {
                    times.put(id, nanos);
                }
            }
            return times;
        }

        private static long collections() {
            return ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                    .sum();
        }

        private static long collectionMillis() {
            return ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                    .sum();
        }
    }
}
