package dev.arclet.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.arclet.scoring.ExecutionProvider;
import dev.arclet.scoring.remote.ConnectionSettings;
import dev.arclet.scoring.remote.Quantization;
import dev.arclet.scoring.remote.RemoteModel;
import dev.arclet.scoring.remote.Tls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads one entry of {@code scoring.workers}; all that is wrong with it is told. */
final class WorkerReader {
    /** Settings that are mappings themselves. */
    private static final Set<String> MAPPINGS = Set.of(WorkerKeys.HEADERS.path(), WorkerKeys.PROVIDER_OPTIONS.path());

    private final String place;
    private final List<String> mistakes;
    private final Map<String, JsonNode> given = new LinkedHashMap<>();

    /** @param place of the entry, for messages: {@code scoring.workers[0]} */
    private WorkerReader(String place, List<String> mistakes) {
        this.place = place;
        this.mistakes = mistakes;
    }

    /** The list of workers, at least one, with different names. */
    static Key.Kind<List<WorkerConfig>> listAt(String path) {
        Key.Kind<List<JsonNode>> list =
                Kinds.filledList("a list of workers, such as {kind: oip, endpoint: HOST:PORT}", Function.identity());
        return Kinds.direct(list.allowed(), value -> read(path, list.read(value)));
    }

    private static List<WorkerConfig> read(String path, List<JsonNode> nodes) {
        List<String> mistakes = new ArrayList<>();
        List<WorkerConfig> workers = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            new WorkerReader(path + "[" + i + "]", mistakes)
                    .worker(nodes.get(i))
                    .ifPresent(workers::add);
        }
        requireDistinctNames(path, workers, mistakes);
        if (!workers.isEmpty() && workers.stream().allMatch(WorkerConfig::fallback)) {
            mistakes.add(path + " are all fallbacks; leave out fallback for at least one");
        }
        if (!mistakes.isEmpty()) {
            throw new NestedMistakes(mistakes);
        }
        return workers;
    }

    private static void requireDistinctNames(String path, List<WorkerConfig> workers, List<String> mistakes) {
        Set<String> names = new HashSet<>();
        for (WorkerConfig worker : workers) {
            if (worker instanceof WorkerConfig.Remote remote && !names.add(remote.name())) {
                mistakes.add(path + " has two workers named " + remote.name()
                        + "; give each a name of its own, or one of them a higher count");
            }
            if (worker instanceof WorkerConfig.Modelled modelled
                    && !names.add("modelled " + modelled.device().name())) {
                mistakes.add(path + " has device " + modelled.device().name()
                        + " twice; give one of them a higher count, or a description with another name");
            }
        }
    }

    private Optional<WorkerConfig> worker(JsonNode node) {
        if (!node.isObject()) {
            mistakes.add(place + " is " + LayeredSettings.shown(node)
                    + "; give {kind: local, threads: 1} or {kind: oip, endpoint: HOST:PORT}");
            return Optional.empty();
        }
        collect("", node);
        String kind = given.getOrDefault("kind", MissingNode.getInstance()).asText();
        if (!WorkerKeys.BY_WORKER_KIND.containsKey(kind)) {
            mistake(WorkerKeys.KIND.path() + " is '" + kind + "'; give "
                    + WorkerKeys.KIND.kind().allowed());
            return Optional.empty();
        }
        int before = mistakes.size();
        List<Key<?>> keys = WorkerKeys.BY_WORKER_KIND.get(kind);
        refuseUnknown(keys);
        keys.forEach(this::check);
        if (mistakes.size() == before) {
            checkTogether(kind);
        }
        if (mistakes.size() > before) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    switch (kind) {
                        case "local" -> local();
                        case "device-model" -> modelled();
                        default -> remote(kind);
                    });
        } catch (IllegalArgumentException e) {
            mistakes.add(place + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private void mistake(String what) {
        mistakes.add(place + "." + what);
    }

    private void collect(String parent, JsonNode node) {
        node.properties().forEach(field -> {
            String path = parent + field.getKey();
            JsonNode value = field.getValue();
            // One without anything in it, such as tls: {}, is no setting and must not pass for one.
            if (value.isObject() && !value.isEmpty() && !MAPPINGS.contains(path)) {
                collect(path + ".", value);
            } else {
                given.put(path, value);
            }
        });
    }

    private void refuseUnknown(List<Key<?>> keys) {
        List<String> known = keys.stream().map(Key::path).toList();
        given.keySet().stream()
                .filter(path -> !known.contains(path))
                .forEach(path -> mistake(path + " is no setting of this kind"
                        + Spelling.nearest(path, known)
                                .map(nearest -> "; did you mean " + nearest + "?")
                                .orElse("; remove it, or give one of " + known)));
    }

    private void check(Key<?> key) {
        try {
            get(key);
        } catch (IllegalArgumentException e) {
            if (key.path().equals(WorkerKeys.HEADERS.path())) {
                // Its value may hold a secret.
                mistake(key.path() + ": " + e.getMessage());
                return;
            }
            String value = given.containsKey(key.path()) ? LayeredSettings.shown(given.get(key.path())) : "missing";
            mistake(key.path() + " is " + value + "; " + e.getMessage());
        }
    }

    private <T> T get(Key<T> key) {
        return key.kind().read(given.getOrDefault(key.path(), YamlTree.value(key.fallback())));
    }

    private WorkerConfig local() {
        return new WorkerConfig.Local(
                get(WorkerKeys.COUNT),
                get(WorkerKeys.FALLBACK),
                get(WorkerKeys.THREADS),
                new ExecutionProvider(
                        get(WorkerKeys.PROVIDER), get(WorkerKeys.PROVIDER_OPTIONS), get(WorkerKeys.PROVIDER_LIBRARY)));
    }

    private WorkerConfig modelled() {
        return new WorkerConfig.Modelled(
                get(WorkerKeys.COUNT), get(WorkerKeys.FALLBACK), get(WorkerKeys.DEVICE), get(WorkerKeys.SCORED));
    }

    private WorkerConfig remote(String kind) {
        WorkerConfig.Protocol protocol = WorkerConfig.Protocol.valueOf(kind.toUpperCase(Locale.ROOT));
        return new WorkerConfig.Remote(
                protocol,
                get(WorkerKeys.NAME).orElse(get(WorkerKeys.ENDPOINT).toString()),
                get(WorkerKeys.COUNT),
                get(WorkerKeys.FALLBACK),
                connection(),
                model(protocol));
    }

    private ConnectionSettings connection() {
        return new ConnectionSettings(
                get(WorkerKeys.ENDPOINT),
                get(WorkerKeys.AUTHORITIES).map(this::tls),
                get(WorkerKeys.HEADERS),
                get(WorkerKeys.TIMEOUT),
                get(WorkerKeys.MESSAGE_LIMIT));
    }

    private Tls tls(String authorities) {
        return new Tls(
                Optional.of(authorities)
                        .filter(named -> !named.equals(WorkerKeys.SYSTEM))
                        .map(Path::of),
                get(WorkerKeys.CERTIFICATE)
                        .flatMap(certificate -> get(WorkerKeys.KEY).map(key -> new Tls.Identity(certificate, key))));
    }

    private RemoteModel model(WorkerConfig.Protocol protocol) {
        return new RemoteModel(
                get(WorkerKeys.MODEL),
                get(WorkerKeys.MODEL_VERSION),
                protocol == WorkerConfig.Protocol.TFSERVING ? get(WorkerKeys.SIGNATURE) : Optional.empty(),
                new RemoteModel.Input(
                        get(WorkerKeys.INPUT_NAME),
                        get(WorkerKeys.INPUT_LAYOUT),
                        quantization(WorkerKeys.INPUT_SCALE, WorkerKeys.INPUT_ZERO)),
                new RemoteModel.Output(
                        get(WorkerKeys.OUTPUT_NAME), quantization(WorkerKeys.OUTPUT_SCALE, WorkerKeys.OUTPUT_ZERO)),
                get(WorkerKeys.BATCH_SIZES));
    }

    private Optional<Quantization> quantization(Key<Optional<Double>> scale, Key<Integer> zeroPoint) {
        return get(scale).map(given -> new Quantization(given.floatValue(), get(zeroPoint)));
    }

    /** What is right by itself, but not together. */
    private void checkTogether(String kind) {
        switch (kind) {
            case "local" -> checkCount();
            case "device-model" -> {
                // Its settings stand each by itself.
            }
            default -> checkRemote();
        }
    }

    private void checkCount() {
        boolean chosen =
                get(WorkerKeys.THREADS).isEmpty() && get(WorkerKeys.PROVIDER).equals("cpu");
        if (chosen && given.containsKey(WorkerKeys.COUNT.path())) {
            mistake("count is given without threads, and threads: auto chooses both; give both, or leave out count");
        }
    }

    private void checkRemote() {
        checkTls();
        checkZeroPoint(WorkerKeys.INPUT_SCALE, WorkerKeys.INPUT_ZERO);
        checkZeroPoint(WorkerKeys.OUTPUT_SCALE, WorkerKeys.OUTPUT_ZERO);
        checkRising(get(WorkerKeys.BATCH_SIZES));
    }

    /** Half a pair of files, or files that nobody would use. */
    private void checkTls() {
        boolean certificate = get(WorkerKeys.CERTIFICATE).isPresent();
        boolean key = get(WorkerKeys.KEY).isPresent();
        if (certificate != key) {
            mistake((certificate
                            ? "tls.certificate is given without tls.key"
                            : "tls.key is given without tls.certificate")
                    + "; give both");
        }
        if ((certificate || key) && get(WorkerKeys.AUTHORITIES).isEmpty()) {
            mistake("tls.authorities is missing; give system, or a PEM file, to encrypt");
        }
    }

    private void checkZeroPoint(Key<Optional<Double>> scale, Key<Integer> zeroPoint) {
        if (given.containsKey(zeroPoint.path()) && get(scale).isEmpty()) {
            mistake(zeroPoint.path() + " is given without " + scale.path() + "; give both");
        }
    }

    private void checkRising(List<Integer> sizes) {
        if (!sizes.equals(sizes.stream().distinct().sorted().toList())) {
            mistake("batchSizes is " + sizes + "; give them rising, each once");
        }
    }
}
