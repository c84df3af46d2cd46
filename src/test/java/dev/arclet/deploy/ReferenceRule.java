package dev.arclet.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a resource names is there: the pods of a selector, ports, volumes, config maps, secrets, accounts, the service of a set. */
final class ReferenceRule implements ManifestRule {
    @Override
    public List<String> mistakes(Manifests manifests) {
        return new Search(manifests).search();
    }

    private static final class Search {
        private final Manifests manifests;
        private final List<String> mistakes = new ArrayList<>();

        Search(Manifests manifests) {
            this.manifests = manifests;
        }

        List<String> search() {
            manifests.workloads().forEach(this::workload);
            manifests.ofKind("Service").forEach(service -> {
                List<JsonNode> pods = selected(service, service.at("/spec/selector"));
                service.at("/spec/ports").forEach(port -> port(service, pods, port.path("targetPort")));
            });
            manifests
                    .ofKind("PodDisruptionBudget")
                    .forEach(budget -> selected(budget, budget.at("/spec/selector/matchLabels")));
            manifests.ofKind("PodMonitor").forEach(monitor -> {
                List<JsonNode> pods = selected(monitor, monitor.at("/spec/selector/matchLabels"));
                monitor.at("/spec/podMetricsEndpoints").forEach(endpoint -> {
                    port(monitor, pods, endpoint.path("port"));
                    secret(
                            monitor,
                            endpoint.at("/authorization/credentials/name").asText());
                });
            });
            manifests.ofKind("NetworkPolicy").forEach(this::policy);
            manifests.ofKind("ScaledObject").forEach(scaler -> {
                JsonNode target = scaler.at("/spec/scaleTargetRef");
                if (manifests
                        .find(target.path("kind").asText(), target.path("name").asText())
                        .isEmpty()) {
                    mistakes.add(Manifests.title(scaler) + ": there is no " + target + " to scale");
                }
            });
            return mistakes;
        }

        private void workload(JsonNode workload) {
            JsonNode selector = workload.at("/spec/selector/matchLabels");
            if (!Manifests.carries(Manifests.labels(workload), selector)) {
                mistakes.add(Manifests.title(workload) + ": its selector " + selector + " does not match its own pods");
            }
            String service = workload.at("/spec/serviceName").asText();
            if (manifests
                    .find("Service", service)
                    .filter(found -> found.at("/spec/clusterIP").asText().equals("None"))
                    .isEmpty()) {
                mistakes.add(Manifests.title(workload) + ": there is no headless service " + service);
            }
            String account = Manifests.pod(workload).path("serviceAccountName").asText("default");
            if (!account.equals("default")
                    && manifests.find("ServiceAccount", account).isEmpty()) {
                mistakes.add(Manifests.title(workload) + ": there is no service account " + account);
            }
            volumes(workload);
            probes(workload);
        }

        private void volumes(JsonNode workload) {
            Set<String> there = new HashSet<>();
            Manifests.pod(workload).path("volumes").forEach(volume -> {
                there.add(volume.path("name").asText());
                String map = volume.at("/configMap/name").asText();
                if (!map.isEmpty() && manifests.find("ConfigMap", map).isEmpty()) {
                    mistakes.add(Manifests.title(workload) + ": there is no config map " + map);
                }
                if (volume.has("secret")) {
                    secret(workload, volume.at("/secret/secretName").asText());
                }
            });
            workload.at("/spec/volumeClaimTemplates").forEach(claim -> there.add(Manifests.name(claim)));
            Set<String> mounted = new HashSet<>();
            Manifests.containers(workload)
                    .forEach(container -> container
                            .path("volumeMounts")
                            .forEach(mount -> mounted.add(mount.path("name").asText())));
            difference(mounted, there)
                    .forEach(name -> mistakes.add(Manifests.title(workload) + ": there is no volume " + name));
            difference(there, mounted)
                    .forEach(name -> mistakes.add(Manifests.title(workload) + ": volume " + name + " is not mounted"));
        }

        private void probes(JsonNode workload) {
            for (JsonNode container : Manifests.containers(workload)) {
                for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                    JsonNode port = container.path(probe).at("/httpGet/port");
                    if (!port.isMissingNode()) {
                        port(workload, List.of(workload), port);
                    }
                }
            }
        }

        private void policy(JsonNode policy) {
            List<JsonNode> pods = selected(policy, policy.at("/spec/podSelector/matchLabels"));
            policy.at("/spec/ingress").forEach(rule -> {
                peers(policy, rule.path("from"));
                rule.path("ports").forEach(port -> port(policy, pods, port.path("port")));
            });
            policy.at("/spec/egress").forEach(rule -> {
                List<JsonNode> others = peers(policy, rule.path("to"));
                rule.path("ports").forEach(port -> port(policy, others, port.path("port")));
            });
        }

        /** Pods of this namespace that a policy speaks of. */
        private List<JsonNode> peers(JsonNode policy, JsonNode list) {
            List<JsonNode> found = new ArrayList<>();
            list.forEach(peer -> {
                if (peer.has("podSelector") && !peer.has("namespaceSelector")) {
                    found.addAll(selected(policy, peer.at("/podSelector/matchLabels")));
                }
            });
            return found;
        }

        private List<JsonNode> selected(JsonNode by, JsonNode labels) {
            List<JsonNode> pods = manifests.selected(labels);
            if (pods.isEmpty()) {
                mistakes.add(Manifests.title(by) + ": no pod has the labels " + labels);
            }
            return pods;
        }

        /** A port that is given by name; numbers are whoever's. */
        private void port(JsonNode by, List<JsonNode> pods, JsonNode port) {
            boolean there = port.isNumber()
                    || pods.stream().anyMatch(pod -> Manifests.ports(pod).contains(port.asText()));
            if (!there) {
                mistakes.add(Manifests.title(by) + ": there is no port " + port);
            }
        }

        private void secret(JsonNode by, String name) {
            boolean there = Manifests.OPERATORS_SECRETS.contains(name)
                    || manifests
                            .ofKind("Secret")
                            .anyMatch(found -> Manifests.name(found).equals(name));
            if (!there) {
                mistakes.add(Manifests.title(by) + ": there is no secret " + name);
            }
        }

        private static Set<String> difference(Set<String> all, Set<String> without) {
            Set<String> rest = new HashSet<>(all);
            rest.removeAll(without);
            return rest;
        }
    }
}
