package dev.arclet.scoring;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Builds a network in ONNX's own format (onnx.proto, IR version 8, operator set 13), operator by operator. Every operator takes
 * the values named in {@code inputs} and gives one value under the name that the call returns.
 */
final class OnnxGraph {
    private static final int FLOAT = 1;
    private static final int UINT8 = 2;
    private static final int INT8 = 3;
    private static final int INT64 = 7;
    private static final int TYPE_FLOAT = 1;
    private static final int TYPE_INT = 2;
    private static final int TYPE_INTS = 7;

    private final Protobuf graph = new Protobuf().text(2, "test");
    private int values;

    /** Declares an input; a dimension below 0 is free. */
    String input(String name, long... shape) {
        graph.message(11, tensorInfo(name, FLOAT, shape));
        return name;
    }

    /** Declares an output of floats. */
    void output(String name, long... shape) {
        graph.message(12, tensorInfo(name, FLOAT, shape));
    }

    /** Declares an output of 64 bit integers. */
    void wholeOutput(String name, long... shape) {
        graph.message(12, tensorInfo(name, INT64, shape));
    }

    /** A constant tensor of floats. */
    String constant(float[] data, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(data.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(data);
        return constant(FLOAT, raw.array(), shape);
    }

    /** A constant tensor of signed bytes. */
    String bytes(byte[] data, long... shape) {
        return constant(INT8, data, shape);
    }

    /** A single unsigned byte. */
    String unsignedByte(int value) {
        return constant(UINT8, new byte[] {(byte) value});
    }

    private String constant(int type, byte[] raw, long... shape) {
        String name = nextName();
        Protobuf tensor = new Protobuf();
        for (long length : shape) {
            tensor.number(1, length);
        }
        graph.message(5, tensor.number(2, type).text(8, name).bytes(9, raw));
        return name;
    }

    /** One operator whose value gets a name of its own. */
    String operator(String type, List<String> inputs, Protobuf... attributes) {
        return operatorAs(nextName(), type, inputs, attributes);
    }

    /** One operator whose value has this name. */
    String operatorAs(String output, String type, List<String> inputs, Protobuf... attributes) {
        Protobuf node = new Protobuf();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(4, type);
        for (Protobuf attribute : attributes) {
            node.message(5, attribute);
        }
        graph.message(1, node);
        return output;
    }

    static Protobuf attribute(String name, long value) {
        return new Protobuf().text(1, name).number(3, value).number(20, TYPE_INT);
    }

    static Protobuf attribute(String name, float value) {
        return new Protobuf().text(1, name).real(2, value).number(20, TYPE_FLOAT);
    }

    static Protobuf attributes(String name, long... values) {
        Protobuf attribute = new Protobuf().text(1, name);
        for (long value : values) {
            attribute.number(8, value);
        }
        return attribute.number(20, TYPE_INTS);
    }

    byte[] toBytes() {
        Protobuf operators = new Protobuf().text(1, "").number(2, 13);
        return new Protobuf()
                .number(1, 8)
                .text(2, "arclet-test")
                .message(7, graph)
                .message(8, operators)
                .toBytes();
    }

    private String nextName() {
        values++;
        return "value" + values;
    }

    private static Protobuf tensorInfo(String name, int type, long... shape) {
        Protobuf dimensions = new Protobuf();
        for (long length : shape) {
            dimensions.message(1, length < 0 ? new Protobuf().text(2, "N") : new Protobuf().number(1, length));
        }
        Protobuf tensor = new Protobuf().number(1, type).message(2, dimensions);
        return new Protobuf().text(1, name).message(2, new Protobuf().message(1, tensor));
    }
}
