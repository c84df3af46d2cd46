package dev.arclet.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arclet.cli.CommandLines;
import dev.arclet.config.PipelineConfig;
import dev.arclet.config.WorkerConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Arclet itself would start as its pod starts it: the command line and all settings are right by its own checks, the heap leaves room in
 * the container, /tmp can be written, the probes ask for what the web port has, and its inference servers are there.
 */
final class ArcletRule implements ManifestRule {
    /** For RocksDB, ONNX Runtime, buffers, threads and compiled code; docs/deploy.md plans the same. */
    private static final long OUTSIDE_HEAP = 1L << 30;

    private static final Pattern HEAP = Pattern.compile("-Xmx(\\d+)([mg])");
    private static final Pattern MEMORY = Pattern.compile("(\\d+)([MG])i");
    private static final Pattern SERVER = Pattern.compile("(.+)-(\\d+)\\.([^.:]+):(\\d+)");

    @Override
    public List<String> mistakes(Manifests manifests) {
        List<String> mistakes = new ArrayList<>();
        manifests
                .workloads()
                .forEach(workload -> Manifests.containers(workload).stream()
                        .filter(Manifests::isArclet)
                        .forEach(container -> mistakes.addAll(of(manifests, workload, container))));
        if (arclets(manifests) == 0) {
            mistakes.add("no workload has a container arclet");
        }
        return mistakes;
    }

    private static long arclets(Manifests manifests) {
        return manifests
                .workloads()
                .flatMap(workload -> Manifests.containers(workload).stream())
                .filter(Manifests::isArclet)
                .count();
    }

    private static List<String> of(Manifests manifests, JsonNode workload, JsonNode container) {
        List<String> mistakes = new ArrayList<>();
        List<String> arguments =
                Manifests.items(container.path("args")).map(JsonNode::asText).toList();
        new CommandLines().mistake(arguments).ifPresent(mistakes::add);
        PipelineConfig.Draft draft = draft(manifests, workload, container);
        mistakes.addAll(draft.mistakes());
        mistakes.addAll(memory(container));
        mistakes.addAll(folders(workload, container, draft.config()));
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            String path = container.path(probe).at("/httpGet/path").asText();
            if (!ServedPaths.healthPages().contains(path)) {
                mistakes.add(probe + " asks for " + path + ", which the web port does not have");
            }
        }
        draft.config().workers().stream()
                .filter(WorkerConfig.Remote.class::isInstance)
                .map(WorkerConfig.Remote.class::cast)
                .forEach(worker -> mistakes.addAll(
                        server(manifests, worker.connection().endpoint().toString())));
        return mistakes;
    }

    static PipelineConfig.Draft draft(Manifests manifests, JsonNode workload, JsonNode container) {
        return ArcletSettings.read(
                pipeline(manifests, workload, container),
                environment(container),
                file -> Manifests.items(container.path("volumeMounts"))
                        .anyMatch(
                                mount -> file.startsWith(mount.path("mountPath").asText() + "/")));
    }

    static Map<String, String> environment(JsonNode container) {
        Map<String, String> environment = new LinkedHashMap<>();
        container
                .path("env")
                .forEach(variable -> environment.put(
                        variable.path("name").asText(), variable.path("value").asText()));
        return environment;
    }

    /** The pipeline file's text, from the config map that is mounted where {@code --topology} points. */
    private static String pipeline(Manifests manifests, JsonNode workload, JsonNode container) {
        String file = Manifests.items(container.path("args"))
                .map(JsonNode::asText)
                .filter(argument -> argument.startsWith("--topology="))
                .map(argument -> argument.substring("--topology=".length()))
                .findFirst()
                .orElseThrow();
        int slash = file.lastIndexOf('/');
        String volume = Manifests.items(container.path("volumeMounts"))
                .filter(mount -> mount.path("mountPath").asText().equals(file.substring(0, slash)))
                .map(mount -> mount.path("name").asText())
                .findFirst()
                .orElse("");
        return Manifests.items(Manifests.pod(workload).path("volumes"))
                .filter(candidate -> candidate.path("name").asText().equals(volume))
                .flatMap(found ->
                        manifests.find("ConfigMap", found.at("/configMap/name").asText()).stream())
                .map(map -> map.path("data").path(file.substring(slash + 1)).asText())
                .findFirst()
                .orElse("");
    }

    private static List<String> memory(JsonNode container) {
        String options = environment(container).getOrDefault("ARCLET_JAVA_OPTS", "");
        String limit = container.at("/resources/limits/memory").asText();
        Matcher heap = HEAP.matcher(options);
        Matcher memory = MEMORY.matcher(limit);
        if (!heap.find() || !memory.matches()) {
            return List.of(
                    "ARCLET_JAVA_OPTS is '" + options + "' and the memory limit " + limit + "; give both a size");
        }
        return bytes(heap) + OUTSIDE_HEAP > bytes(memory)
                ? List.of("a heap of " + heap.group() + " leaves too little of " + limit + " for what is outside it")
                : List.of();
    }

    private static long bytes(Matcher size) {
        return Long.parseLong(size.group(1)) << (size.group(2).equalsIgnoreCase("g") ? 30 : 20);
    }

    private static List<String> folders(JsonNode workload, JsonNode container, PipelineConfig config) {
        List<String> mistakes = new ArrayList<>();
        List<String> written = Manifests.items(container.path("volumeMounts"))
                .filter(mount -> !mount.path("readOnly").asBoolean())
                .map(mount -> mount.path("mountPath").asText())
                .toList();
        for (String folder : List.of("/tmp", config.stateFolder())) {
            if (written.stream().noneMatch(mount -> (folder + "/").startsWith(mount + "/"))) {
                mistakes.add(Manifests.title(workload) + ": nothing that can be written is mounted at " + folder);
            }
        }
        return mistakes;
    }

    /** Pod {@code triton-1} behind service {@code triton} is there if the set of that name has two. */
    private static List<String> server(Manifests manifests, String endpoint) {
        Matcher parts = SERVER.matcher(endpoint);
        boolean there = parts.matches()
                && manifests
                        .find("Service", parts.group(3))
                        .filter(service -> Manifests.items(service.at("/spec/ports"))
                                .anyMatch(port -> port.path("port").asText().equals(parts.group(4))))
                        .isPresent()
                && manifests
                        .find("StatefulSet", parts.group(1))
                        .filter(set -> set.at("/spec/serviceName").asText().equals(parts.group(3)))
                        .filter(set -> set.at("/spec/replicas").asInt() > Integer.parseInt(parts.group(2)))
                        .isPresent();
        return there ? List.of() : List.of("scoring.workers: there is no server at " + endpoint);
    }
}
