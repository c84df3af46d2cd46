package dev.arclet.scoring.remote;

import ai.onnxruntime.platform.Fp16Conversions;
import dev.arclet.scoring.protocol.tensorflow.DataType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The types of numbers that can be sent and read, by the names that servers have for them. */
enum TensorType {
    FP32(4, DataType.DT_FLOAT) {
        @Override
        void write(ByteBuffer target, float value, Quantization unused) {
            target.putFloat(value);
        }

        @Override
        float read(ByteBuffer source, Quantization unused) {
            return source.getFloat();
        }
    },
    FP16(2, DataType.DT_HALF) {
        @Override
        void write(ByteBuffer target, float value, Quantization unused) {
            target.putShort(Fp16Conversions.floatToFp16(value));
        }

        @Override
        float read(ByteBuffer source, Quantization unused) {
            return Fp16Conversions.fp16ToFloat(source.getShort());
        }
    },
    INT8(1, DataType.DT_INT8) {
        @Override
        void write(ByteBuffer target, float value, Quantization quantization) {
            target.put((byte) quantization.quantize(value, Byte.MIN_VALUE, Byte.MAX_VALUE));
        }

        @Override
        float read(ByteBuffer source, Quantization quantization) {
            return quantization.real(source.get());
        }
    },
    UINT8(1, DataType.DT_UINT8) {
        @Override
        void write(ByteBuffer target, float value, Quantization quantization) {
            target.put((byte) quantization.quantize(value, 0, 255));
        }

        @Override
        float read(ByteBuffer source, Quantization quantization) {
            return quantization.real(Byte.toUnsignedInt(source.get()));
        }
    };

    private final int bytes;
    private final DataType tensorFlow;

    TensorType(int bytes, DataType tensorFlow) {
        this.bytes = bytes;
        this.tensorFlow = tensorFlow;
    }

    /** Writes one number at the buffer's position, which moves on. */
    abstract void write(ByteBuffer target, float value, Quantization quantization);

    /** Reads one number at the buffer's position, which moves on. */
    abstract float read(ByteBuffer source, Quantization quantization);

    /** From a number near 1 to the next larger one. */
    float step(Quantization quantization) {
        return switch (this) {
            case FP32 -> 0x1p-23f;
            case FP16 -> 0x1p-10f;
            case INT8, UINT8 -> quantization.scale();
        };
    }

    /** Bytes of one number. */
    int bytes() {
        return bytes;
    }

    DataType tensorFlow() {
        return tensorFlow;
    }

    /** Whether its numbers mean nothing without a {@link Quantization}. */
    boolean isQuantized() {
        return this == INT8 || this == UINT8;
    }

    /** By the Open Inference Protocol's name, which is also the constant's. */
    static Optional<TensorType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    static Optional<TensorType> of(DataType tensorFlow) {
        return Arrays.stream(values())
                .filter(type -> type.tensorFlow == tensorFlow)
                .findFirst();
    }
}
