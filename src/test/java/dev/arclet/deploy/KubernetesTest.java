package dev.arclet.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The resources under deploy/k8s would be taken by a cluster, and Arclet would start in it. */
class KubernetesTest {
    private static final Path K8S = Path.of("deploy/k8s");
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<ManifestRule> RULES =
            List.of(new SchemaRule(), new ReferenceRule(), new HardeningRule(), new ArcletRule(), new KafkaRule());

    @Test
    void baseAndComponentsTogetherAreRight() throws IOException {
        assertEquals(List.of(), mistakes(everything()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trial", "survey"})
    void whatKustomizeMakesOfAnOverlayIsRight(String overlay) throws IOException {
        Tool.assumeThereIs("kubectl", "kustomize", "--help");
        Tool.Answer rendered = Tool.run("kubectl", "kustomize", "deploy/k8s/overlays/" + overlay);

        assertEquals(0, rendered.exitCode(), rendered.text());
        Manifests manifests = new Manifests(StrictYaml.documents(rendered.text()));
        assertEquals(List.of(), mistakes(manifests));
        assertTrue(manifests.find("StatefulSet", "arclet").isPresent());
    }

    /** Each rule finds the mistake that it is there for. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            StatefulSet arclet | /apiVersion                                                   | apps/v2       | is not known
            StatefulSet arclet | /spec/template/spec/containers/0/livenessprobe                | {}            | livenessprobe
            StatefulSet arclet | /spec/template/spec/containers/0/ports/0/containerPort        | []            | Expected
            StatefulSet arclet | /spec/template/metadata/labels                                | {}            | does not match its own pods
            StatefulSet arclet | /spec/serviceName                                             | other         | no headless service other
            StatefulSet arclet | /spec/template/spec/serviceAccountName                        | other         | no service account other
            StatefulSet arclet | /spec/template/spec/volumes/0/name                            | other         | there is no volume tmp
            StatefulSet arclet | /spec/template/spec/volumes/1/configMap/name                  | other         | no config map other
            StatefulSet arclet | /spec/template/spec/volumes/2/secret/secretName               | other         | no secret other
            StatefulSet arclet | /spec/template/spec/containers/0/livenessProbe/httpGet/port   | metrics       | there is no port "metrics"
            StatefulSet arclet | /spec/template/spec/containers/0/livenessProbe/httpGet/path   | /healthz      | /healthz, which the web port does not have
            StatefulSet arclet | /spec/template/spec/containers/0/args/0                       | ran           | Unmatched argument
            StatefulSet arclet | /spec/template/spec/containers/0/env/1/name                   | ARCLET_WEB_HOSTS | did you mean ARCLET_WEB_HOST
            StatefulSet arclet | /spec/template/spec/containers/0/volumeMounts/4/mountPath     | /secrets      | nothing is mounted at /run/secrets/arclet-web/token
            StatefulSet arclet | /spec/template/spec/containers/0/env/0/value                  | -Xmx4g        | leaves too little of 4Gi
            StatefulSet arclet | /spec/template/spec/containers/0/volumeMounts/1/mountPath     | /temp         | mounted at /tmp
            StatefulSet arclet | /spec/template/spec/containers/0/volumeMounts/0/mountPath     | /state        | mounted at /var/lib/arclet/state
            StatefulSet arclet | /spec/template/spec/containers/0/image                        | arclet:latest | no fixed version
            StatefulSet arclet | /spec/template/spec/containers/0/securityContext              | {}            | readOnlyRootFilesystem
            StatefulSet arclet | /spec/template/spec/securityContext/runAsUser                 | 0             | runAsUser is root
            StatefulSet arclet | /spec/template/spec/enableServiceLinks                        | true          | enableServiceLinks
            StatefulSet triton | /spec/replicas                                                | 1             | no server at triton-1.triton:8001
            Service arclet     | /spec/selector/app.kubernetes.io~1name                        | other         | no pod has the labels
            Service triton     | /spec/ports/0/targetPort                                      | http2         | there is no port "http2"
            PodDisruptionBudget arclet | /spec/selector/matchLabels/app.kubernetes.io~1name    | other         | no pod has the labels
            NetworkPolicy arclet | /spec/ingress/0/ports/0/port                                | metrics       | there is no port "metrics"
            NetworkPolicy arclet-to-triton | /spec/egress/0/to/0/podSelector/matchLabels/app.kubernetes.io~1name | other | no pod has the labels
            ConfigMap arclet-pipeline | /data/pipeline.yaml                                    | scoring: {batch: {max: 0}} | scoring.batch.max is 0
            ConfigMap arclet-pipeline | /data/pipeline.yaml                                    | alerts: {topic: other}     | and the pipeline uses [other
            KafkaTopic lens-scores | /spec/config/retention.ms                                 | soon          | retention.ms
            KafkaTopic lens-scores | /spec/config/max.message.bytes                            | 1000000       | max.message.bytes is below
            KafkaTopic lens-scores | /spec/config/min.insync.replicas                          | 3             | min.insync.replicas
            KafkaTopic lens-scores | /spec/partition                                           | 3             | spec.partition is not known
            ScaledObject arclet | /spec/triggers/0/metadata/consumerGroup                      | other         | the pipeline's group is arclet-lsst
            ScaledObject arclet | /spec/triggers/1/metadata/topic                              | other         | the pipeline does not read
            ScaledObject arclet | /spec/maxReplicaCount                                        | 13            | more than the 12 partitions
            ScaledObject arclet | /spec/scaleTargetRef/name                                    | other         | to scale
            PodMonitor arclet  | /spec/podMetricsEndpoints/0/port                              | metrics       | there is no port "metrics"
            """)
    void aMistakeIsFound(String title, String pointer, String value, String message) throws IOException {
        Manifests mistaken = everything();
        JsonNode document = mistaken.documents().stream()
                .filter(candidate -> Manifests.title(candidate).equals(title))
                .findFirst()
                .orElseThrow();
        set(document, pointer, value);

        List<String> mistakes = mistakes(mistaken);

        assertTrue(mistakes.stream().anyMatch(mistake -> mistake.contains(message)), mistakes.toString());
    }

    private static List<String> mistakes(Manifests manifests) {
        return RULES.stream().flatMap(rule -> rule.mistakes(manifests).stream()).toList();
    }

    /** The resources as they stand in the files, with the config map that kustomize makes of the pipeline with Triton. */
    private static Manifests everything() throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        for (Path folder : List.of(K8S.resolve("base"), K8S.resolve("components"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".yaml"))
                        .filter(file -> !List.of("kustomization.yaml", "pipeline.yaml")
                                .contains(file.getFileName().toString()))
                        .sorted()
                        .forEach(file -> documents.addAll(StrictYaml.documents(file)));
            }
        }
        documents.add(pipeline(K8S.resolve("components/triton/pipeline.yaml")));
        return new Manifests(documents);
    }

    private static JsonNode pipeline(Path file) {
        ObjectNode map = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        map.putObject("metadata").put("name", "arclet-pipeline");
        map.putObject("data").put("pipeline.yaml", StrictYaml.text(file));
        return map;
    }

    /** A value that reads as JSON is taken so, others as text. */
    private static void set(JsonNode document, String pointer, String value) throws IOException {
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = document.at(pointer.substring(0, slash));
        String key = pointer.substring(slash + 1).replace("~1", "/");
        JsonNode node = value.matches("\\d+|true|\\{}|\\[]")
                ? JSON.readTree(value)
                : JSON.getNodeFactory().textNode(value);
        if (parent.isArray()) {
            ((ArrayNode) parent).set(Integer.parseInt(key), node);
        } else {
            ((ObjectNode) parent).set(key, node);
        }
    }
}
