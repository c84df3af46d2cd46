package dev.arclet.scoring;

import static dev.arclet.scoring.OnnxGraph.attribute;
import static dev.arclet.scoring.OnnxGraph.attributes;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Small real networks for tests, as the bytes of an ONNX file. All take {@code pictures}, float [N, channels, size, size], and
 * give {@code score}, float [N, 1].
 */
public final class OnnxModels {
    private OnnxModels() {}

    /** The score is the sigmoid of the mean of all pixels: a blank picture scores 0.5, a bright one more. */
    public static byte[] mean(int channels, int size) {
        OnnxGraph graph = new OnnxGraph();
        String mean = meanOf(graph, graph.input("pictures", -1, channels, size, size));
        graph.operatorAs("score", "Sigmoid", List.of(mean));
        graph.output("score", -1, 1);
        return graph.toBytes();
    }

    /**
     * NaN for a picture whose mean is below -1.1, else sqrt(sigmoid(mean) - 1/4): a blank picture scores 0.5. For tests of what
     * one bad picture does to the others of its batch.
     */
    public static byte[] nanForDark(int channels, int size) {
        OnnxGraph graph = new OnnxGraph();
        String mean = meanOf(graph, graph.input("pictures", -1, channels, size, size));
        String sigmoid = graph.operator("Sigmoid", List.of(mean));
        String quarter = graph.constant(new float[] {0.25f}, 1);
        String shifted = graph.operator("Sub", List.of(sigmoid, quarter));
        graph.operatorAs("score", "Sqrt", List.of(shifted));
        graph.output("score", -1, 1);
        return graph.toBytes();
    }

    /** Three layers of 3x3 convolutions with fixed random weights: some work, and a score that depends on every pixel. */
    public static byte[] convolution(int channels, int size, int width) {
        OnnxGraph graph = new OnnxGraph();
        SplittableRandom random = new SplittableRandom(1);
        String plane = graph.input("pictures", -1, channels, size, size);
        int depth = channels;
        for (int layer = 0; layer < 3; layer++) {
            String weights = graph.constant(
                    gaussian(random, width * depth * 9, Math.sqrt(2.0 / (depth * 9))), width, depth, 3, 3);
            String sum = graph.operator(
                    "Conv", List.of(plane, weights), attributes("kernel_shape", 3, 3), attributes("pads", 1, 1, 1, 1));
            plane = graph.operator("Relu", List.of(sum));
            depth = width;
        }
        String pooled = graph.operator("GlobalAveragePool", List.of(plane));
        String features = graph.operator("Flatten", List.of(pooled), attribute("axis", 1L));
        String weights = graph.constant(gaussian(random, width, 1), width, 1);
        String logit = graph.operator("MatMul", List.of(features, weights));
        graph.operatorAs("score", "Sigmoid", List.of(logit));
        graph.output("score", -1, 1);
        return graph.toBytes();
    }

    /**
     * The same shape of network in whole numbers, as quantisers write it (QDQ): unsigned bytes between the layers, signed bytes as
     * weights. For pictures of 0 to 1.
     */
    public static byte[] quantizedConvolution(int channels, int size, int width) {
        OnnxGraph graph = new OnnxGraph();
        SplittableRandom random = new SplittableRandom(2);
        String plane = quantized(graph, graph.input("pictures", -1, channels, size, size), 1f / 255);
        int depth = channels;
        for (int layer = 0; layer < 3; layer++) {
            byte[] whole = new byte[width * depth * 9];
            random.nextBytes(whole);
            String weights = graph.operator(
                    "DequantizeLinear",
                    List.of(
                            graph.bytes(whole, width, depth, 3, 3),
                            graph.constant(new float[] {1f / (127 * depth)}),
                            graph.bytes(new byte[1])));
            String sum = graph.operator(
                    "Conv", List.of(plane, weights), attributes("kernel_shape", 3, 3), attributes("pads", 1, 1, 1, 1));
            plane = quantized(graph, graph.operator("Relu", List.of(sum)), 4f / 255);
            depth = width;
        }
        String features = graph.operator(
                "Flatten", List.of(graph.operator("GlobalAveragePool", List.of(plane))), attribute("axis", 1L));
        String weights = graph.constant(gaussian(random, width, 1), width, 1);
        graph.operatorAs("score", "Sigmoid", List.of(graph.operator("MatMul", List.of(features, weights))));
        graph.output("score", -1, 1);
        return graph.toBytes();
    }

    private static String quantized(OnnxGraph graph, String value, float step) {
        String scale = graph.constant(new float[] {step});
        String zero = graph.unsignedByte(0);
        String whole = graph.operator("QuantizeLinear", List.of(value, scale, zero));
        return graph.operator("DequantizeLinear", List.of(whole, scale, zero));
    }

    /** Two dense layers over all pixels: long sums, which are rounded as the order of their terms is. */
    public static byte[] dense(int channels, int size, int width) {
        OnnxGraph graph = new OnnxGraph();
        SplittableRandom random = new SplittableRandom(3);
        int pixels = channels * size * size;
        String flat = graph.operator(
                "Flatten", List.of(graph.input("pictures", -1, channels, size, size)), attribute("axis", 1L));
        String first = graph.constant(gaussian(random, pixels * width, 1 / Math.sqrt(pixels)), pixels, width);
        String hidden = graph.operator("Relu", List.of(graph.operator("MatMul", List.of(flat, first))));
        String second = graph.constant(gaussian(random, width, 1), width, 1);
        graph.operatorAs("score", "Sigmoid", List.of(graph.operator("MatMul", List.of(hidden, second))));
        graph.output("score", -1, 1);
        return graph.toBytes();
    }

    /** Without its last sigmoid: a blank picture gets 2. */
    public static byte[] withoutSigmoid(int channels, int size) {
        OnnxGraph graph = new OnnxGraph();
        String mean = meanOf(graph, graph.input("pictures", -1, channels, size, size));
        graph.operatorAs("score", "Add", List.of(mean, graph.constant(new float[] {2}, 1)));
        graph.output("score", -1, 1);
        return graph.toBytes();
    }

    /** Two scores a picture, lens and no lens, where one is wanted. */
    public static byte[] twoClasses(int channels, int size) {
        OnnxGraph graph = new OnnxGraph();
        String mean = meanOf(graph, graph.input("pictures", -1, channels, size, size));
        String both = graph.operator("Concat", List.of(mean, mean), attribute("axis", 1L));
        graph.operatorAs("score", "Softmax", List.of(both), attribute("axis", 1L));
        graph.output("score", -1, 2);
        return graph.toBytes();
    }

    /** Takes batches of one size only. */
    public static byte[] fixedBatch(int batch, int channels, int size) {
        OnnxGraph graph = new OnnxGraph();
        String mean = meanOf(graph, graph.input("pictures", batch, channels, size, size));
        graph.operatorAs("score", "Sigmoid", List.of(mean));
        graph.output("score", batch, 1);
        return graph.toBytes();
    }

    private static String meanOf(OnnxGraph graph, String pictures) {
        String mean =
                graph.operator("ReduceMean", List.of(pictures), attributes("axes", 1, 2, 3), attribute("keepdims", 1L));
        return graph.operator("Flatten", List.of(mean), attribute("axis", 1L));
    }

    private static float[] gaussian(SplittableRandom random, int count, double sigma) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * sigma);
        }
        return values;
    }
}
