package dev.arclet.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where ONNX Runtime ran a network's operations, by its own profile of some batches. ONNX Runtime gives what a device does not
 * take to the processors without a word, down to the whole network.
 *
 * @param operations how many operations each provider ran, by the name of the provider
 * @param heavyOnProcessors convolutions and matrix products that the processors ran, by their kind
 */
record Placement(Map<String, Integer> operations, List<String> heavyOnProcessors) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where nearly all of a network's time goes. What else may be left to the processors, such as the reckoning of shapes, is small. */
    private static final Pattern HEAVY = Pattern.compile(".*(Conv|MatMul|Gemm).*");

    Placement {
        operations = new TreeMap<>(operations);
        heavyOnProcessors = List.copyOf(heavyOnProcessors);
    }

    /** Reads the file that {@code OrtSession.endProfiling} leaves. */
    static Placement of(Path profile) throws IOException {
        Map<String, Integer> operations = new TreeMap<>();
        List<String> heavy = new ArrayList<>();
        for (JsonNode event : JSON.readTree(profile.toFile())) {
            JsonNode provider = event.path("args").path("provider");
            if (!event.path("cat").asText().equals("Node") || provider.asText().isEmpty()) {
                continue;
            }
            operations.merge(provider.asText(), 1, Integer::sum);
            String operation = event.path("args").path("op_name").asText();
            if (provider.asText().equals(OnnxRuntime.PROCESSORS)
                    && HEAVY.matcher(operation).matches()) {
                heavy.add(operation);
            }
        }
        return new Placement(operations, heavy);
    }

    /** @throws WorkerException unless the provider has run part of the network, and the processors none of its heavy parts */
    void requireOn(String provider) throws WorkerException {
        if (!operations.containsKey(provider)) {
            throw new WorkerException(
                    provider + " took none of the network's operations; the processors would do all of"
                            + " them. Export the network in a form that the device takes, or use provider: cpu");
        }
        if (!heavyOnProcessors.isEmpty()) {
            throw new WorkerException(provider + " leaves " + heavyOnProcessors.size()
                    + " convolutions and matrix products to the processors ("
                    + String.join(", ", heavyOnProcessors.stream().distinct().toList())
                    + "); export the network in a form that the device takes, or use provider: cpu");
        }
    }

    /** Such as {@code 40 of 42 operations on CUDAExecutionProvider}. */
    String describe(String provider) {
        int all = operations.values().stream().mapToInt(Integer::intValue).sum();
        return operations.getOrDefault(provider, 0) + " of " + all + " operations on " + provider;
    }
}
