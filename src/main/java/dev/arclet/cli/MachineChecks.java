package dev.arclet.cli;

import dev.arclet.scoring.ExecutionProvider;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What a machine has that scoring needs. */
final class MachineChecks {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final long BASE_HEAP = 300L << 20;
    private static final long HEAP_A_PARTITION = 60L << 20;

    private MachineChecks() {}

    static Finding java() {
        return Finding.ok(
                "Java",
                System.getProperty("java.version") + ", " + System.getProperty("java.vm.name") + ", "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    static Finding processors() {
        int processors = Runtime.getRuntime().availableProcessors();
        return processors > 1
                ? Finding.ok("processors", Integer.toString(processors))
                : Finding.note("processors", "1", "stream threads and a local worker share it; give two or more");
    }

    /** Which instructions the network can use. */
    static Finding instructions() {
        return Files.isReadable(CPU_INFO)
                ? instructions(flags(CPU_INFO))
                : Finding.note(
                        "instructions",
                        "not told by " + System.getProperty("os.name"),
                        "./arclet run calibrates itself; see its log for the rate");
    }

    static Finding instructions(Set<String> flags) {
        List<String> here = new ArrayList<>();
        addIf(flags, "avx2", "AVX2", here);
        addIf(flags, "avx512f", "AVX-512", here);
        if (flags.contains("avx512_vnni") || flags.contains("avx_vnni")) {
            here.add("VNNI");
        }
        addIf(flags, "asimd", "NEON", here);
        addIf(flags, "asimddp", "dot product", here);
        String found = here.isEmpty() ? "neither AVX2 nor NEON" : String.join(", ", here);
        if (here.isEmpty()) {
            return Finding.note("instructions", found, "scoring will be slow; use another machine or a remote worker");
        }
        return here.contains("VNNI") || here.contains("dot product")
                ? Finding.ok("instructions", found)
                : Finding.note(
                        "instructions", found + ", no VNNI", "INT8 models gain little here; FP32 ones do not care");
    }

    private static void addIf(Set<String> flags, String flag, String name, List<String> here) {
        if (flags.contains(flag)) {
            here.add(name);
        }
    }

    /** The flags of the first processor, as Linux tells them. */
    static Set<String> flags(Path cpuInfo) {
        try {
            return Files.readAllLines(cpuInfo, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .map(list -> (Set<String>) new LinkedHashSet<>(Arrays.asList(list.split("\\s+", -1))))
                    .orElse(Set.of());
        } catch (IOException e) {
            return Set.of();
        }
    }

    /** Whether the heap is large enough if this instance gets all partitions. */
    static Finding heap(int partitions, long maxHeap) {
        long wanted = BASE_HEAP + partitions * HEAP_A_PARTITION;
        String found = mebibytes(maxHeap) + " heap, " + mebibytes(machineMemory()) + " in the machine";
        return maxHeap >= wanted
                ? Finding.ok("memory", found)
                : Finding.note(
                        "memory",
                        found,
                        "%d partitions want %s: ARCLET_JAVA_OPTS=-Xmx%dm"
                                .formatted(partitions, mebibytes(wanted), wanted >> 20));
    }

    private static long machineMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", bytes >> 20);
    }

    /** What ONNX Runtime can compute on, and whether a GPU lies idle. */
    static Finding providers() {
        List<String> here = ExecutionProvider.here();
        String found = String.join(", ", here);
        boolean nvidia = isNvidiaHere();
        if (nvidia && !here.contains("CUDAExecutionProvider")) {
            return Finding.note(
                    "ONNX Runtime",
                    found + "; there is an NVIDIA GPU",
                    "to use it: ARCLET_MAVEN_OPTS=-Pgpu ./arclet ... and a worker {kind: local, provider: cuda}");
        }
        return Finding.ok("ONNX Runtime", found + (nvidia ? "; there is an NVIDIA GPU" : ""));
    }

    private static boolean isNvidiaHere() {
        try {
            Process tool = new ProcessBuilder("nvidia-smi", "-L")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!tool.waitFor(5, TimeUnit.SECONDS)) {
                tool.destroyForcibly();
                return false;
            }
            return tool.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
