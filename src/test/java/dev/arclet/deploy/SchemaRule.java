package dev.arclet.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every resource is of a kind that is known, says nothing that the kind does not have, and leaves out nothing that it must have.
 * Kubernetes' own kinds are held against its published schemas; of the operators' kinds the fields that Arclet uses are listed here, from
 * their references (Strimzi 1.0, KEDA 2.22, Prometheus operator 0.8x).
 */
final class SchemaRule implements ManifestRule {
    private static final Map<String, Class<?>> OWN = Map.of(
            "v1 Namespace", V1Namespace.class,
            "v1 ServiceAccount", V1ServiceAccount.class,
            "v1 Service", V1Service.class,
            "v1 ConfigMap", V1ConfigMap.class,
            "v1 Secret", V1Secret.class,
            "apps/v1 StatefulSet", V1StatefulSet.class,
            "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class,
            "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class);

    private record Custom(Set<String> required, Set<String> more) {}

    private static final Map<String, Custom> OTHERS = Map.of(
            "kafka.strimzi.io/v1 KafkaTopic",
            new Custom(Set.of("partitions", "replicas"), Set.of("config", "topicName")),
            "keda.sh/v1alpha1 ScaledObject",
            new Custom(
                    Set.of("scaleTargetRef", "triggers"),
                    Set.of(
                            "pollingInterval",
                            "cooldownPeriod",
                            "initialCooldownPeriod",
                            "idleReplicaCount",
                            "minReplicaCount",
                            "maxReplicaCount",
                            "fallback",
                            "advanced")),
            "monitoring.coreos.com/v1 PodMonitor",
            new Custom(
                    Set.of("selector", "podMetricsEndpoints"),
                    Set.of("namespaceSelector", "jobLabel", "podTargetLabels")));

    @Override
    public List<String> mistakes(Manifests manifests) {
        List<String> mistakes = new ArrayList<>();
        for (JsonNode document : manifests.documents()) {
            String kind = document.path("apiVersion").asText() + " "
                    + document.path("kind").asText();
            if (OWN.containsKey(kind)) {
                mistakes.addAll(againstSchema(document, OWN.get(kind)));
            } else if (OTHERS.containsKey(kind)) {
                mistakes.addAll(againstList(document, OTHERS.get(kind)));
            } else {
                mistakes.add(Manifests.title(document) + ": " + kind + " is not known");
            }
            if (Manifests.name(document).isEmpty()) {
                mistakes.add(kind + " has no metadata.name");
            }
        }
        return mistakes;
    }

    private static List<String> againstSchema(JsonNode document, Class<?> kind) {
        try {
            Object read = JSON.getGson().fromJson(JsonParser.parseString(document.toString()), kind);
            return read == null ? List.of(Manifests.title(document) + " is empty") : List.of();
        } catch (IllegalArgumentException | JsonParseException e) {
            return List.of(Manifests.title(document) + ": " + e.getMessage());
        }
    }

    private static List<String> againstList(JsonNode document, Custom kind) {
        Set<String> given = new TreeSet<>();
        document.path("spec").fieldNames().forEachRemaining(given::add);
        List<String> mistakes = new ArrayList<>();
        for (String field : given) {
            if (!kind.required().contains(field) && !kind.more().contains(field)) {
                mistakes.add(Manifests.title(document) + ": spec." + field + " is not known");
            }
        }
        for (String field : new TreeSet<>(kind.required())) {
            if (!given.contains(field)) {
                mistakes.add(Manifests.title(document) + ": spec." + field + " is missing");
            }
        }
        return mistakes;
    }
}
