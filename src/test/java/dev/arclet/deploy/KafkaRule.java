package dev.arclet.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arclet.config.PipelineConfig;
import dev.arclet.stream.StreamsProperties;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.storage.internals.log.LogConfig;

/**
 * Topics and the scaler are those of the pipeline: every topic that it reads or writes is declared, with settings that Kafka takes and
 * room for the largest record; the scaler looks at the pipeline's own group and topics, and never asks for more instances than there are
 * partitions.
 */
final class KafkaRule implements ManifestRule {
    @Override
    public List<String> mistakes(Manifests manifests) {
        List<String> mistakes = new ArrayList<>();
        PipelineConfig config = config(manifests);
        manifests.ofKind("KafkaTopic").forEach(topic -> mistakes.addAll(topic(topic)));
        if (manifests.ofKind("KafkaTopic").findAny().isPresent()) {
            mistakes.addAll(declared(manifests, config));
        }
        manifests.ofKind("ScaledObject").forEach(scaler -> mistakes.addAll(scaler(manifests, config, scaler)));
        return mistakes;
    }

    private static PipelineConfig config(Manifests manifests) {
        for (JsonNode workload : manifests.workloads().toList()) {
            Optional<JsonNode> arclet = Manifests.containers(workload).stream()
                    .filter(Manifests::isArclet)
                    .findFirst();
            if (arclet.isPresent()) {
                return ArcletRule.draft(manifests, workload, arclet.get()).config();
            }
        }
        throw new IllegalArgumentException("no workload has a container arclet");
    }

    private static List<String> topic(JsonNode topic) {
        List<String> mistakes = new ArrayList<>();
        Map<String, String> settings = new LinkedHashMap<>();
        topic.at("/spec/config")
                .properties()
                .forEach(setting ->
                        settings.put(setting.getKey(), setting.getValue().asText()));
        try {
            LogConfig.validate(settings);
        } catch (KafkaException e) {
            mistakes.add(Manifests.title(topic) + ": " + e.getMessage());
        }
        if (topic.at("/spec/config/max.message.bytes").asInt() < StreamsProperties.LARGEST_RECORD) {
            mistakes.add(Manifests.title(topic) + ": max.message.bytes is below " + StreamsProperties.LARGEST_RECORD);
        }
        if (topic.at("/spec/config/min.insync.replicas").asInt()
                >= topic.at("/spec/replicas").asInt()) {
            mistakes.add(Manifests.title(topic) + ": min.insync.replicas leaves no replica that may be down");
        }
        return mistakes;
    }

    private static List<String> declared(Manifests manifests, PipelineConfig config) {
        Set<String> wanted = new LinkedHashSet<>(List.of(
                config.stream().alerts(),
                config.stream().scores(),
                config.stream().candidates(),
                config.stream().deadLetters()));
        Set<String> given = new LinkedHashSet<>();
        manifests.ofKind("KafkaTopic").forEach(topic -> given.add(Manifests.name(topic)));
        return given.equals(wanted)
                ? List.of()
                : List.of("topics " + given + " are declared, and the pipeline uses " + wanted);
    }

    private static List<String> scaler(Manifests manifests, PipelineConfig config, JsonNode scaler) {
        List<String> mistakes = new ArrayList<>();
        String group = config.stream().applicationId();
        Set<String> topics = Set.of(config.stream().alerts(), group + "-by-object-repartition");
        scaler.at("/spec/triggers").forEach(trigger -> {
            JsonNode metadata = trigger.path("metadata");
            if (!metadata.path("consumerGroup").asText().equals(group)) {
                mistakes.add(
                        "ScaledObject: the pipeline's group is " + group + ", not " + metadata.path("consumerGroup"));
            }
            if (!topics.contains(metadata.path("topic").asText())) {
                mistakes.add("ScaledObject: the pipeline does not read " + metadata.path("topic"));
            }
        });
        int partitions = manifests
                .find("KafkaTopic", config.stream().alerts())
                .map(topic -> topic.at("/spec/partitions").asInt())
                .orElse(Integer.MAX_VALUE);
        if (scaler.at("/spec/maxReplicaCount").asInt() > partitions) {
            mistakes.add("ScaledObject: maxReplicaCount is more than the " + partitions + " partitions of the alerts");
        }
        if (scaler.at("/spec/minReplicaCount").asInt() < 1) {
            mistakes.add("ScaledObject: minReplicaCount is below 1, and an instance that starts has missed the visit");
        }
        return mistakes;
    }
}
