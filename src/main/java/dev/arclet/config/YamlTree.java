package dev.arclet.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.arclet.text.BoundedYaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads YAML: whole files as values by dotted path, and single values. */
final class YamlTree {
    private YamlTree() {}

    /**
     * The values of a file by dotted path, in its order; below the path of a setting nothing is taken apart.
     *
     * @param file a path, or else the name of a resource on the class path
     * @throws ConfigException if it is not there or no YAML
     */
    static Map<String, JsonNode> leaves(String file) throws ConfigException {
        Map<String, JsonNode> leaves = new LinkedHashMap<>();
        try (InputStream in = open(file)) {
            collect("", BoundedYaml.read(in), leaves);
            return leaves;
        } catch (NoSuchFileException e) {
            throw new ConfigException(List.of(file + ": there is no such file; see 'arclet run --help'"));
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : " line " + e.getLocation().getLineNr();
            throw new ConfigException(List.of(file + line + ": not YAML: " + firstLine(e.getOriginalMessage())));
        } catch (IOException e) {
            throw new ConfigException(List.of(file + ": can't be read: " + e));
        }
    }

    /** A single value as one would write it in a file; what is no YAML is text. */
    static JsonNode value(String text) {
        try {
            JsonNode node = BoundedYaml.read(text);
            return node.isMissingNode() ? TextNode.valueOf(text) : node;
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }

    private static InputStream open(String file) throws IOException {
        if (Files.exists(Path.of(file))) {
            return Files.newInputStream(Path.of(file));
        }
        InputStream resource = YamlTree.class.getClassLoader().getResourceAsStream(file);
        if (resource == null) {
            throw new NoSuchFileException(file);
        }
        return resource;
    }

    private static void collect(String path, JsonNode node, Map<String, JsonNode> leaves) {
        if (node.isMissingNode() || (path.isEmpty() && node.isNull())) {
            return;
        }
        if (node.isObject() && !Keys.BY_PATH.containsKey(path)) {
            String parent = path.isEmpty() ? "" : path + ".";
            node.properties().forEach(field -> collect(parent + field.getKey(), field.getValue(), leaves));
        } else {
            leaves.put(path, node);
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
