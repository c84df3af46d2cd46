package dev.arclet.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The resources that are applied to a cluster together.
 *
 * @param documents one a resource
 */
record Manifests(List<JsonNode> documents) {
    /** Made by whoever deploys, as deploy/k8s/base/kustomization.yaml says. */
    static final Set<String> OPERATORS_SECRETS = Set.of("arclet-kafka", "arclet-web");

    Manifests {
        documents = List.copyOf(documents);
    }

    Stream<JsonNode> ofKind(String kind) {
        return documents.stream()
                .filter(document -> document.path("kind").asText().equals(kind));
    }

    Optional<JsonNode> find(String kind, String name) {
        return ofKind(kind).filter(found -> name(found).equals(name)).findFirst();
    }

    /** Resources that have a pod template. */
    Stream<JsonNode> workloads() {
        return documents.stream().filter(document -> document.path("spec").has("template"));
    }

    /** Workloads whose pods carry all labels of a selector. */
    List<JsonNode> selected(JsonNode matchLabels) {
        return workloads()
                .filter(workload -> carries(labels(workload), matchLabels))
                .toList();
    }

    static boolean carries(JsonNode labels, JsonNode wanted) {
        return wanted.size() > 0
                && wanted.properties().stream()
                        .allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
    }

    static JsonNode labels(JsonNode workload) {
        return workload.at("/spec/template/metadata/labels");
    }

    static JsonNode pod(JsonNode workload) {
        return workload.at("/spec/template/spec");
    }

    static List<JsonNode> containers(JsonNode workload) {
        List<JsonNode> all = new ArrayList<>();
        pod(workload).path("initContainers").forEach(all::add);
        pod(workload).path("containers").forEach(all::add);
        return all;
    }

    /** Names of the ports of a workload's containers. */
    static Set<String> ports(JsonNode workload) {
        Set<String> names = new HashSet<>();
        containers(workload)
                .forEach(container -> container
                        .path("ports")
                        .forEach(port -> names.add(port.path("name").asText())));
        return names;
    }

    static boolean isArclet(JsonNode container) {
        return container.path("name").asText().equals("arclet");
    }

    static String name(JsonNode document) {
        return document.at("/metadata/name").asText();
    }

    static String title(JsonNode document) {
        return document.path("kind").asText() + " " + name(document);
    }

    static Stream<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
