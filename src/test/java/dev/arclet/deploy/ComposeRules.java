package dev.arclet.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arclet.cli.CommandLines;
import dev.arclet.stream.StreamsProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.server.config.AbstractKafkaConfig;

/** What must hold of compose.yaml, given the variables that it is started with. */
final class ComposeRules {
    /** A default ends at the first closing brace, as it does for Compose. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::-([^}]*))?}");

    private static final String ARCLET = "arclet:local";

    private final JsonNode compose;
    private final Map<String, String> variables;
    private final List<String> mistakes = new ArrayList<>();

    private ComposeRules(JsonNode compose, Map<String, String> variables) {
        this.compose = compose;
        this.variables = variables;
    }

    /** Empty if all hold. */
    static List<String> mistakes(JsonNode compose, Map<String, String> variables) {
        return new ComposeRules(compose, variables).check();
    }

    private List<String> check() {
        compose.path("services").properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode service = entry.getValue();
            references(name, service);
            if (service.path("image").asText().equals(ARCLET)) {
                arclet(name, service);
            } else if (!service.path("image").asText().matches(".+:v?\\d[\\w.-]+")) {
                mistakes.add(name + ": image " + service.path("image").asText() + " has no fixed version");
            }
        });
        broker(compose.at("/services/kafka"));
        return mistakes;
    }

    /** What a service names is there, and it listens to this machine only. */
    private void references(String name, JsonNode service) {
        JsonNode needed = service.path("depends_on");
        (needed.isArray() ? Manifests.items(needed).map(JsonNode::asText).toList() : keys(needed)).forEach(other -> {
            if (!compose.path("services").has(other)) {
                mistakes.add(name + ": there is no service " + other);
            } else if (needed.path(other).path("condition").asText().equals("service_healthy")
                    && !compose.path("services").path(other).has("healthcheck")) {
                mistakes.add(name + ": service " + other + " has no healthcheck to wait for");
            }
        });
        service.path("volumes").forEach(volume -> {
            String source = volume.asText().substring(0, volume.asText().indexOf(':'));
            boolean there = source.startsWith("./")
                    ? Files.exists(Path.of(source))
                    : compose.path("volumes").has(source);
            if (!there) {
                mistakes.add(name + ": there is no volume or file " + source);
            }
        });
        service.path("configs").forEach(config -> {
            JsonNode declared =
                    compose.path("configs").path(config.path("source").asText());
            if (!declared.has("file") || !Files.exists(Path.of(text(declared.path("file"))))) {
                mistakes.add(name + ": there is no config " + config.path("source"));
            }
        });
        service.path("ports").forEach(port -> {
            if (!port.asText().startsWith("127.0.0.1:")) {
                mistakes.add(name + ": port " + port.asText() + " is open to others; begin it with 127.0.0.1:");
            }
        });
    }

    private void arclet(String name, JsonNode service) {
        Map<String, String> environment = new LinkedHashMap<>();
        service.path("environment")
                .properties()
                .forEach(entry -> environment.put(entry.getKey(), text(entry.getValue())));
        ArcletSettings.readFile(
                        ArcletSettings.DEFAULT_FILE,
                        environment,
                        file -> Manifests.items(service.path("configs"))
                                .anyMatch(
                                        config -> config.path("target").asText().equals(file)))
                .mistakes()
                .forEach(mistake -> mistakes.add(name + ": " + mistake));
        CommandLines arclet = new CommandLines();
        commands(service).forEach(command -> arclet.mistake(command).ifPresent(mistakes::add));
        boolean loads = Manifests.items(service.path("tmpfs"))
                .map(JsonNode::asText)
                .anyMatch(mount -> mount.startsWith("/tmp:") && mount.contains("exec") && !mount.contains("noexec"));
        if (service.path("read_only").asBoolean() && !loads) {
            mistakes.add(name
                    + ": its root is only read, and there is no tmpfs /tmp with exec to load native libraries from");
        }
    }

    /** The command of the image's own entry point, or those of a shell script. */
    private List<List<String>> commands(JsonNode service) {
        List<String> words =
                Manifests.items(service.path("command")).map(this::text).toList();
        if (!service.has("entrypoint")) {
            return List.of(words);
        }
        return words.stream()
                .flatMap(String::lines)
                .map(line -> line.strip().replaceFirst("^exec ", ""))
                .filter(line -> line.startsWith("arclet "))
                .map(line -> line.replaceAll("\\$\\{\\w+:-(\\w+)}", "$1").replace("\"", ""))
                .map(line -> List.of(line.substring("arclet ".length()).split(" +", -1)))
                .toList();
    }

    /** Kafka itself reads the settings that its image makes of the variables. */
    private void broker(JsonNode kafka) {
        Map<String, String> settings = new LinkedHashMap<>();
        kafka.path("environment").properties().forEach(entry -> {
            if (entry.getKey().startsWith("KAFKA_")) {
                settings.put(
                        entry.getKey()
                                .substring("KAFKA_".length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        text(entry.getValue()));
            }
        });
        try {
            KafkaConfig config = KafkaConfig.fromProps(properties(settings));
            settings.keySet().stream()
                    .filter(name -> !AbstractKafkaConfig.CONFIG_DEF.names().contains(name))
                    .forEach(name -> mistakes.add("kafka: " + name + " is no setting of Kafka's"));
            if (config.numPartitions() < 1) {
                mistakes.add("kafka: num.partitions is " + config.numPartitions());
            }
        } catch (ConfigException | IllegalArgumentException e) {
            mistakes.add("kafka: " + e.getMessage());
        }
        boolean roomy = Manifests.items(compose.at("/services/topics/command"))
                .map(JsonNode::asText)
                .anyMatch(("--config=max.message.bytes=" + StreamsProperties.LARGEST_RECORD)::equals);
        if (!roomy) {
            mistakes.add("topics: max.message.bytes is not " + StreamsProperties.LARGEST_RECORD);
        }
    }

    private static Properties properties(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        return properties;
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** As Compose hands it on: its own variables are put in, and {@code $$} is a dollar. */
    private String text(JsonNode value) {
        String hidden = value.asText().replace("$$", "\u0000");
        Matcher variable = VARIABLE.matcher(hidden);
        return variable.replaceAll(found -> Matcher.quoteReplacement(
                        variables.getOrDefault(found.group(1), found.group(2) == null ? "" : found.group(2))))
                .replace("\u0000", "$");
    }
}
