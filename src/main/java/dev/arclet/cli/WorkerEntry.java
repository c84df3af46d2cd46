package dev.arclet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arclet.config.Layer;
import dev.arclet.text.BoundedYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One of the workers that are compared, as an entry of {@code scoring.workers}.
 *
 * @param source what mistakes in it are blamed on
 * @param yaml the entry
 */
record WorkerEntry(String source, String yaml) {
    private static final String LOCAL = "local";

    /** From the command line: an entry as in a pipeline file, {@code local}, or a described device's name or file. */
    static WorkerEntry ofOption(String text) {
        String entry = text.strip();
        return new WorkerEntry("--worker", entry.startsWith("{") ? entry : shorthand(entry));
    }

    /** All of a file: those of a pipeline file, or a list of entries. */
    static List<WorkerEntry> ofFile(Path file) {
        JsonNode root;
        try {
            root = BoundedYaml.read(Files.newInputStream(file));
        } catch (IOException e) {
            throw new UserError(file + " can't be read as YAML: " + Trouble.describe(e), e);
        }
        JsonNode list = root.isArray() ? root : root.at("/scoring/workers");
        if (!list.isArray() || list.isEmpty()) {
            throw new UserError(
                    file + " has no workers; give a pipeline file with scoring.workers, or a list of such entries");
        }
        List<WorkerEntry> entries = new ArrayList<>();
        for (JsonNode entry : list) {
            String yaml = entry.isObject() ? entry.toString() : shorthand(entry.asText());
            entries.add(new WorkerEntry(file + " entry " + (entries.size() + 1), yaml));
        }
        return entries;
    }

    /** JSON is YAML too. */
    private static String shorthand(String word) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        if (word.equals(LOCAL)) {
            return entry.put("kind", LOCAL).toString();
        }
        return entry.put("kind", "device-model")
                .put("device", word)
                .put("scores", "none")
                .toString();
    }

    /** A pipeline's settings with this worker and no other. */
    Layer layer() {
        return new Layer.Settings(source, Map.of("scoring.workers", "[" + yaml + "]"));
    }
}
