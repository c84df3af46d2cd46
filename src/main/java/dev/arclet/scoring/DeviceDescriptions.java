package dev.arclet.scoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.arclet.text.BoundedYaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/** Finds and reads descriptions of devices: those that ship, by name, and others by file. */
public final class DeviceDescriptions {
    private static final String SHIPPED = "devices/";

    private DeviceDescriptions() {}

    /**
     * Reads a description.
     *
     * @param nameOrFile a name such as {@code fpga-brainwave-edge}, or a YAML file
     * @throws IllegalArgumentException if it is not there or not right, with all that is wrong
     */
    public static DeviceDescription find(String nameOrFile) {
        try (InputStream yaml = open(nameOrFile)) {
            return read(nameOrFile, BoundedYaml.read(yaml));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(nameOrFile + " is not YAML: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(nameOrFile + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static InputStream open(String nameOrFile) throws IOException {
        if (nameOrFile.endsWith(".yaml")) {
            Path file = Path.of(nameOrFile);
            if (!Files.isReadable(file)) {
                throw new IllegalArgumentException(
                        "there is no file " + file + " that can be read; give the description of"
                                + " a device, or the name of one that ships, such as fpga-brainwave-edge");
            }
            return Files.newInputStream(file);
        }
        InputStream shipped =
                DeviceDescriptions.class.getClassLoader().getResourceAsStream(SHIPPED + nameOrFile + ".yaml");
        if (shipped == null) {
            throw new IllegalArgumentException("no device " + nameOrFile
                    + " ships; deploy/accelerators/devices has those that do. Give one of them, or a .yaml file");
        }
        return shipped;
    }

    private static DeviceDescription read(String place, JsonNode root) {
        List<String> problems = new ArrayList<>();
        Optional<DeviceDescription> device = root.isObject()
                ? device(new YamlKeys(place, root, problems), problems)
                : YamlKeys.noKeys(place, problems);
        return device.orElseThrow(() -> new IllegalArgumentException(String.join("; ", problems)));
    }

    private static Optional<DeviceDescription> device(YamlKeys keys, List<String> problems) {
        String millis = "milliseconds, 0 to 60000";
        Optional<String> name = keys.text("name", "a short name, such as fpga-brainwave-edge");
        Optional<String> device = keys.text("device", "what the device is");
        Optional<String> network = keys.text("network", "what it ran when it was measured");
        Optional<Double> fixed = keys.number("fixedMillis", 0, 60_000, millis);
        Optional<Double> perPicture = keys.number("perPictureMillis", 0, 60_000, millis);
        Optional<Integer> parallel = keys.whole("parallel", 1, 64);
        Optional<List<Integer>> sizes =
                keys.has("batchSizes") ? keys.wholes("batchSizes", 1, BatchSizes.LARGEST) : Optional.of(List.of());
        Optional<Integer> maxBatch = keys.whole("maxBatch", 1, BatchSizes.LARGEST);
        Optional<Double> jitter = keys.number("p99OverMedian", 1, 100, "1 (no jitter) to 100");
        OptionalDouble watts = optional(keys, "watts");
        OptionalDouble dollars = optional(keys, "dollarsPerHour");
        Map<String, String> sources = sources(keys, watts.isPresent(), dollars.isPresent());
        keys.reportUnknown();
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DeviceDescription(
                    name.orElseThrow(),
                    device.orElseThrow(),
                    network.orElseThrow(),
                    fixed.orElseThrow(),
                    perPicture.orElseThrow(),
                    parallel.orElseThrow(),
                    sizes.orElseThrow(),
                    maxBatch.orElseThrow(),
                    jitter.orElseThrow(),
                    watts,
                    dollars,
                    sources));
        } catch (IllegalArgumentException e) {
            keys.problem(e.getMessage());
            return Optional.empty();
        }
    }

    private static OptionalDouble optional(YamlKeys keys, String key) {
        if (!keys.has(key)) {
            return OptionalDouble.empty();
        }
        Optional<Double> number = keys.number(key, 0, 1e6, "a number, 0 to 1000000");
        return number.isPresent() ? OptionalDouble.of(number.get()) : OptionalDouble.empty();
    }

    /** A figure without a source is a guess, and nobody should plan with it. */
    private static Map<String, String> sources(YamlKeys keys, boolean watts, boolean dollars) {
        Map<String, String> sources = new LinkedHashMap<>();
        TreeSet<String> figures =
                new TreeSet<>(List.of("fixedMillis", "perPictureMillis", "parallel", "maxBatch", "p99OverMedian"));
        if (watts) {
            figures.add("watts");
        }
        if (dollars) {
            figures.add("dollarsPerHour");
        }
        keys.keys("sources", "where each figure is from").ifPresent(from -> {
            figures.forEach(figure ->
                    from.text(figure, "where this figure is from").ifPresent(text -> sources.put(figure, text)));
            from.reportUnknown();
        });
        return sources;
    }
}
