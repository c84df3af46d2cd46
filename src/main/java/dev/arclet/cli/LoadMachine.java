package dev.arclet.cli;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The machine that a load test runs on, as far as it matters for its figures. */
final class LoadMachine {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private LoadMachine() {}

    static Map<String, String> describe() {
        Runtime runtime = Runtime.getRuntime();
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("processor", processor());
        machine.put("processors", Integer.toString(runtime.availableProcessors()));
        machine.put("memory", mebibytes(memory()));
        machine.put("heap", mebibytes(runtime.maxMemory()));
        machine.put("collector", collectors());
        machine.put("java", Runtime.version() + " (" + System.getProperty("java.vm.name") + ")");
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        return machine;
    }

    private static long memory() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", bytes >> 20);
    }

    private static String collectors() {
        List<String> names = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName)
                .toList();
        return String.join(", ", names);
    }

    /** Linux tells the model; elsewhere the architecture has to do. */
    private static String processor() {
        String architecture = System.getProperty("os.arch");
        if (!Files.isReadable(CPU_INFO)) {
            return architecture;
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(architecture);
        } catch (IOException e) {
            return architecture;
        }
    }
}
