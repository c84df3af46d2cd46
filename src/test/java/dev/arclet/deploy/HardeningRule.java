package dev.arclet.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Pods may do no more than they need: Kubernetes' "restricted" standard, and a root file system that is only read. */
final class HardeningRule implements ManifestRule {
    @Override
    public List<String> mistakes(Manifests manifests) {
        List<String> mistakes = new ArrayList<>();
        manifests.workloads().forEach(workload -> {
            String title = Manifests.title(workload);
            JsonNode pod = Manifests.pod(workload);
            demand(mistakes, pod.at("/securityContext/runAsNonRoot"), "true", title + ": runAsNonRoot");
            demand(
                    mistakes,
                    pod.at("/securityContext/seccompProfile/type"),
                    "RuntimeDefault",
                    title + ": seccompProfile.type");
            demand(
                    mistakes,
                    pod.path("automountServiceAccountToken"),
                    "false",
                    title + ": automountServiceAccountToken");
            // Or names of services become variables that Arclet takes for settings.
            demand(mistakes, pod.path("enableServiceLinks"), "false", title + ": enableServiceLinks");
            if (pod.at("/securityContext/runAsUser").asInt(0) == 0) {
                mistakes.add(title + ": runAsUser is root");
            }
            Manifests.containers(workload).forEach(container -> container(mistakes, title, container));
        });
        return mistakes;
    }

    private static void container(List<String> mistakes, String workload, JsonNode container) {
        String title = workload + ", container " + container.path("name").asText();
        JsonNode security = container.path("securityContext");
        demand(
                mistakes,
                security.path("allowPrivilegeEscalation"),
                "false",
                title + ": securityContext.allowPrivilegeEscalation");
        demand(
                mistakes,
                security.path("readOnlyRootFilesystem"),
                "true",
                title + ": securityContext.readOnlyRootFilesystem");
        demand(mistakes, security.at("/capabilities/drop/0"), "ALL", title + ": securityContext.capabilities.drop");
        if (container.at("/resources/limits/memory").isMissingNode()) {
            mistakes.add(title + ": resources.limits.memory is missing");
        }
        String image = container.path("image").asText();
        if (!image.matches(".+:[^:/]+") || image.endsWith(":latest")) {
            mistakes.add(title + ": image " + image + " has no fixed version");
        }
    }

    private static void demand(List<String> mistakes, JsonNode given, String wanted, String what) {
        if (!given.asText().equals(wanted)) {
            mistakes.add(what + " is " + given.asText("not given") + ", not " + wanted);
        }
    }
}
