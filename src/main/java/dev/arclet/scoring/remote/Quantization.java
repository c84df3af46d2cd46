package dev.arclet.scoring.remote;

/**
 * What the whole numbers of an INT8 or UINT8 tensor stand for: {@code real = scale * (whole - zeroPoint)}, the affine scheme of
 * ONNX's QuantizeLinear and of TensorFlow Lite. The servers' protocols do not tell it; whoever quantised the model knows.
 *
 * @param scale more than 0
 * @param zeroPoint -128 to 255
 */
public record Quantization(float scale, int zeroPoint) {

    public Quantization {
        if (!(scale > 0) || Float.isInfinite(scale)) {
            throw new IllegalArgumentException("scale is " + scale + "; give more than 0");
        }
        if (zeroPoint < -128 || zeroPoint > 255) {
            throw new IllegalArgumentException("zero point is " + zeroPoint + "; give -128 to 255");
        }
    }

    /** For numbers that are what they are. */
    static final Quantization NONE = new Quantization(1, 0);

    /** The nearest whole number within bounds; halves go to the even one. */
    int quantize(float real, int least, int most) {
        double whole = Math.rint(real / (double) scale) + zeroPoint;
        return (int) Math.max(least, Math.min(most, whole));
    }

    float real(int whole) {
        return scale * (whole - zeroPoint);
    }
}
