package dev.arclet.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a pipeline file and lays over it what the environment and the command line say, in this order: the key's own default, the file, the
 * environment ({@code ARCLET_SCORING_BATCH_MAX}), {@code --set scoring.batch.max=64}. All mistakes are collected and reported together.
 */
final class PipelineFile {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Map<Key<?>, Source> sources = new HashMap<>();
    private final List<String> mistakes = new ArrayList<>();

    private record Source(String where, JsonNode value) {}

    private PipelineFile() {}

    /** Reads {@code file} (a path, or else a resource of that name on the class path) and the overlays. */
    static PipelineFile read(String file, Map<String, String> environment, Map<String, String> sets)
            throws ConfigException {
        PipelineFile pipeline = new PipelineFile();
        pipeline.addFile(file);
        for (Key<?> key : Keys.ALL) {
            String value = environment.get(key.environmentName());
            if (value != null) {
                pipeline.addText(key, key.environmentName() + " (environment)", value);
            }
        }
        sets.forEach((path, value) -> pipeline.addSet(path, value));
        return pipeline;
    }

    /** The value of a key; a mistake is noted and answered by the default. */
    <T> T get(Key<T> key) {
        Source source = sources.get(key);
        if (source == null) {
            return key.kind().read(yaml(key.fallback()));
        }
        try {
            return key.kind().read(source.value());
        } catch (IllegalArgumentException e) {
            mistakes.add(String.format(
                    "%s: %s is %s; %s", source.where(), key.path(), shown(source.value()), e.getMessage()));
            return key.kind().read(yaml(key.fallback()));
        }
    }

    /** Throws what has gone wrong until now, if anything has. */
    void throwMistakes() throws ConfigException {
        if (!mistakes.isEmpty()) {
            throw new ConfigException(mistakes);
        }
    }

    private void addFile(String file) throws ConfigException {
        JsonNode tree;
        try (InputStream in = open(file)) {
            tree = YAML.readTree(in);
        } catch (NoSuchFileException e) {
            throw new ConfigException(List.of(file + ": there is no such file; see 'arclet run --help'"));
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : " line " + e.getLocation().getLineNr();
            throw new ConfigException(List.of(file + line + ": not YAML: " + firstLine(e.getOriginalMessage())));
        } catch (IOException e) {
            throw new ConfigException(List.of(file + ": can't be read: " + e));
        }
        Map<String, JsonNode> leaves = new LinkedHashMap<>();
        collectLeaves("", tree, leaves);
        leaves.forEach((path, value) -> add(path, file, value));
    }

    private static InputStream open(String file) throws IOException {
        if (Files.exists(Path.of(file))) {
            return Files.newInputStream(Path.of(file));
        }
        InputStream resource = PipelineFile.class.getClassLoader().getResourceAsStream(file);
        if (resource == null) {
            throw new NoSuchFileException(file);
        }
        return resource;
    }

    private static void collectLeaves(String path, JsonNode node, Map<String, JsonNode> leaves) {
        if (node.isMissingNode() || (path.isEmpty() && node.isNull())) {
            return;
        }
        if (node.isObject() && !isKey(path)) {
            node.properties()
                    .forEach(field -> collectLeaves(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), leaves));
        } else {
            leaves.put(path, node);
        }
    }

    private void addSet(String path, String value) {
        if (isKey(path)) {
            addText(
                    Keys.ALL.stream()
                            .filter(key -> key.path().equals(path))
                            .findFirst()
                            .orElseThrow(),
                    "--set",
                    value);
        } else {
            mistakes.add(unknown("--set", path));
        }
    }

    private void addText(Key<?> key, String where, String value) {
        add(key.path(), where, yaml(value));
    }

    private void add(String path, String where, JsonNode value) {
        Keys.ALL.stream()
                .filter(key -> key.path().equals(path))
                .findFirst()
                .ifPresentOrElse(
                        key -> sources.put(key, new Source(where, value)), () -> mistakes.add(unknown(where, path)));
    }

    private static boolean isKey(String path) {
        return Keys.ALL.stream().anyMatch(key -> key.path().equals(path));
    }

    private static String unknown(String where, String path) {
        String nearest = Keys.ALL.stream()
                .map(Key::path)
                .min(Comparator.comparingInt(known -> EditDistance.between(known, path)))
                .orElseThrow();
        return where + ": there is no setting " + path + "; did you mean " + nearest + "?";
    }

    private static JsonNode yaml(String text) {
        try {
            JsonNode node = YAML.readTree(text);
            return node == null || node.isMissingNode() ? TextNode.valueOf(text) : node;
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }

    private static String shown(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
