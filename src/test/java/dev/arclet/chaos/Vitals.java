package dev.arclet.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What would grow in a process that leaks, and how alerts flow through it.
 *
 * @param heap bytes in use after a full collection
 * @param resident bytes of memory that the process has
 * @param beyondHeap bytes of those that are not the heap's: ONNX Runtime, RocksDB, threads, code. Exact where the heap is all resident
 * @param threads of Java and of native libraries
 * @param files handles that are open, sockets included
 * @param behind alerts that have come and not ended
 * @param flow draining, growing, ...
 */
record Vitals(long heap, long resident, long beyondHeap, int threads, int files, long behind, String flow) {
    private static final Pattern HEAP =
            Pattern.compile("^jvm_memory_used_bytes\\{area=\"heap\".*} (\\S+)$", Pattern.MULTILINE);
    private static final Pattern HEAP_TAKEN =
            Pattern.compile("^jvm_memory_committed_bytes\\{area=\"heap\".*} (\\S+)$", Pattern.MULTILINE);
    private static final Pattern BEHIND =
            Pattern.compile("^arclet_alerts_behind(?:\\{.*})? (\\S+)$", Pattern.MULTILINE);
    private static final Pattern FLOW = Pattern.compile("^arclet_flow\\{state=\"(\\w+)\"} 1\\.0$", Pattern.MULTILINE);
    private static final Pattern DASHBOARD = Pattern.compile("dashboard: (http://\\S+)");

    /** Of a running instance, which is made to collect its garbage for that. */
    static Vitals of(Instance instance) throws IOException, InterruptedException {
        collectGarbage(instance.pid());
        String metrics = metrics(instance);
        Path process = Path.of("/proc", Long.toString(instance.pid()));
        String status = Files.readString(process.resolve("status"));
        long resident = 1024 * number(status, "VmRSS:\\s+(\\d+) kB");
        return new Vitals(
                sum(HEAP, metrics),
                resident,
                resident - sum(HEAP_TAKEN, metrics),
                (int) number(status, "Threads:\\s+(\\d+)"),
                openFiles(process),
                (long) Double.parseDouble(only(BEHIND, metrics)),
                only(FLOW, metrics));
    }

    /** What {@code /metrics} of an instance says now. */
    static String metrics(Instance instance) throws IOException, InterruptedException {
        URI page = URI.create(only(DASHBOARD, instance.output()) + "metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                .body();
    }

    /** How alerts flow through an instance now. */
    static String flow(Instance instance) throws IOException, InterruptedException {
        return only(FLOW, metrics(instance));
    }

    private static void collectGarbage(long pid) throws IOException, InterruptedException {
        int code = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("jcmd " + pid + " GC.run ends with " + code);
        }
    }

    private static long sum(Pattern samples, String metrics) {
        return samples.matcher(metrics)
                .results()
                .mapToLong(sample -> (long) Double.parseDouble(sample.group(1)))
                .sum();
    }

    private static int openFiles(Path process) throws IOException {
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return (int) files.count();
        }
    }

    private static long number(String text, String form) {
        return Long.parseLong(only(Pattern.compile(form), text));
    }

    private static String only(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing like " + pattern + " in:\n" + text));
    }
}
