package dev.arclet.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What deploy/accelerators says of the networks that ship, held against the networks. */
class TritonConfigTest {
    private static final Path CONFIGS = Path.of("deploy/accelerators/triton");
    private static final Map<String, String> TYPES =
            Map.of("FLOAT", "TYPE_FP32", "FLOAT16", "TYPE_FP16", "INT8", "TYPE_INT8", "UINT8", "TYPE_UINT8");
    private static final Pattern TENSOR = Pattern.compile("name: \"(\\w+)\" data_type: (\\w+) dims: \\[ ([-\\d, ]+) ]");

    static Stream<String> shipped() {
        return Models.shipped().list().stream().map(Models.Found::name);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void tritonIsToldTheNetworksOwnNamesTypesAndShapes(String name) throws IOException, OrtException {
        Path file = CONFIGS.resolve(name).resolve("config.pbtxt");
        assertTrue(Files.exists(file), file + " is missing; copy another model's and change it");
        String config = Files.readString(file);
        ModelBundle bundle = Models.shipped().find(name);

        assertEquals(bundle.name(), value(config, "name"));
        assertEquals("onnxruntime_onnx", value(config, "platform"));
        assertTrue(config.contains("\nmax_batch_size: 0\n"), "shapes are written with their batch");
        assertFalse(config.contains("dynamic_batching"), "the pool makes the batches");
        byte[] network;
        try (InputStream in = bundle.network()) {
            network = in.readAllBytes();
        }
        try (OrtSession session = OnnxRuntime.environment().createSession(network)) {
            assertEquals(List.of(tensor(bundle.input(), session.getInputInfo())), tensors(config, "input"));
            assertEquals(List.of(tensor(bundle.output(), session.getOutputInfo())), tensors(config, "output"));
        }
    }

    private static String value(String config, String key) {
        Matcher line = Pattern.compile("(?m)^" + key + ": \"([^\"]+)\"$").matcher(config);
        assertTrue(line.find(), key + " is missing");
        return line.group(1);
    }

    private static List<String> tensors(String config, String section) {
        Matcher block = Pattern.compile("(?m)^" + section + " \\[(.*)]$").matcher(config);
        assertTrue(block.find(), section + " is missing");
        return TENSOR.matcher(block.group(1))
                .results()
                .map(found -> found.group(1) + " " + found.group(2) + " [" + found.group(3) + "]")
                .toList();
    }

    private static String tensor(String name, Map<String, NodeInfo> of) {
        TensorInfo tensor = (TensorInfo) of.get(name).getInfo();
        return name + " " + TYPES.get(tensor.type.name()) + " " + Arrays.toString(tensor.getShape());
    }
}
