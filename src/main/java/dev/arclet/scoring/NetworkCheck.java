package dev.arclet.scoring;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.ValueInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Holds a network against its bundle: does it take and give what {@code model.yaml} says? DJL does not tell a network's shapes,
 * so this opens it once by itself, without optimising it, which costs a few milliseconds.
 */
final class NetworkCheck {
    private final ModelBundle bundle;
    private final String network;
    private final String description;
    private final List<String> problems = new ArrayList<>();

    private NetworkCheck(ModelBundle bundle) {
        this.bundle = bundle;
        this.network = bundle.place() + "/" + ModelBundle.NETWORK;
        this.description = ModelBundle.DESCRIPTION;
    }

    /** @throws BadModelException saying everything in which the network differs from the bundle */
    static void check(ModelBundle bundle, byte[] onnx) {
        NetworkCheck check = new NetworkCheck(bundle);
        try (SessionOptions options = new SessionOptions()) {
            options.setOptimizationLevel(SessionOptions.OptLevel.NO_OPT);
            try (OrtSession session = OnnxRuntime.environment().createSession(onnx, options)) {
                check.input(session.getInputInfo());
                check.output(session.getOutputInfo());
            }
        } catch (OrtException e) {
            check.problems.add(check.network + " is not a network that ONNX Runtime reads: " + e.getMessage());
        }
        if (!check.problems.isEmpty()) {
            throw new BadModelException(check.problems);
        }
    }

    private void input(Map<String, NodeInfo> inputs) {
        int size = bundle.recipe().grid().size();
        int channels = bundle.recipe().channels().size();
        if (inputs.size() != 1) {
            problems.add(network + " takes " + inputs.keySet() + "; give a network with one input");
        }
        tensor("input", bundle.input(), inputs).ifPresent(tensor -> {
            if (tensor.type != OnnxJavaType.FLOAT
                    || !Arrays.equals(tensor.getShape(), new long[] {-1, channels, size, size})) {
                problems.add(network + " takes " + describe(tensor) + ", but " + description + " says float [N, "
                        + channels + ", " + size + ", " + size + "] with N free; correct " + description
                        + " or export the network again");
            }
        });
    }

    private void output(Map<String, NodeInfo> outputs) {
        tensor("output", bundle.output(), outputs).ifPresent(tensor -> {
            long[] shape = tensor.getShape();
            boolean oneEach = shape.length == 1 || (shape.length == 2 && shape[1] == 1);
            if (tensor.type != OnnxJavaType.FLOAT || !oneEach || shape[0] != -1) {
                problems.add(network + " gives " + describe(tensor)
                        + ", but a score a picture is float [N] or [N, 1] with N free; export the network again");
            }
        });
    }

    private Optional<TensorInfo> tensor(String role, String name, Map<String, NodeInfo> nodes) {
        if (!nodes.containsKey(name)) {
            problems.add(bundle.place() + "/" + description + ": " + role + " is " + name + ", but "
                    + ModelBundle.NETWORK + " has " + nodes.keySet() + "; give one of these");
            return Optional.empty();
        }
        ValueInfo info = nodes.get(name).getInfo();
        if (info instanceof TensorInfo tensor) {
            return Optional.of(tensor);
        }
        problems.add(network + ": " + role + " " + name + " is " + info + "; it must be a tensor");
        return Optional.empty();
    }

    private static String describe(TensorInfo tensor) {
        List<String> dimensions = Arrays.stream(tensor.getShape())
                .mapToObj(length -> length < 0 ? "N" : Long.toString(length))
                .toList();
        return tensor.type.toString().toLowerCase(Locale.ROOT) + " " + dimensions;
    }
}
