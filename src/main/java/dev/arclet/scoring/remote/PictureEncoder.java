package dev.arclet.scoring.remote;

import dev.arclet.scoring.PictureBatch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Writes pictures as the bytes that a server wants: its type of numbers, its layout, rows of zeros up to its batch size.
 *
 * <p>For one thread. The bytes lie in one direct buffer that lives as long as the encoder and is written over by the next batch.
 * 32-bit floats in the bundle's own layout are copied; all else is converted number by number, some nanoseconds each.
 */
final class PictureEncoder {
    private final TensorType type;
    private final Layout layout;
    private final Quantization quantization;
    private final int channels;
    private final int pixels;
    private final byte[] blank;
    private final ByteBuffer buffer;

    /**
     * @param pixels of one channel
     * @param maxRows largest batch, padding included
     */
    PictureEncoder(
            TensorType type,
            Layout layout,
            Optional<Quantization> quantization,
            int channels,
            int pixels,
            int maxRows) {
        this.type = type;
        this.layout = layout;
        this.quantization = quantization.orElse(Quantization.NONE);
        this.channels = channels;
        this.pixels = pixels;
        this.blank = blank();
        this.buffer = ByteBuffer.allocateDirect(Math.multiplyExact(maxRows, rowBytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A picture of zeros. */
    private byte[] blank() {
        ByteBuffer bytes = ByteBuffer.allocate(rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            type.write(bytes, 0, quantization);
        }
        return bytes.array();
    }

    private int rowBytes() {
        return Math.multiplyExact(Math.multiplyExact(channels, pixels), type.bytes());
    }

    /**
     * The bytes of a batch, good until the next call.
     *
     * @param rows at least the batch's size
     */
    ByteBuffer encode(PictureBatch batch, int rows) {
        buffer.clear();
        if (type == TensorType.FP32 && layout == Layout.NCHW) {
            batch.copyTo(buffer.asFloatBuffer());
            buffer.position(batch.size() * rowBytes());
        } else {
            for (int i = 0; i < batch.size(); i++) {
                convert(batch.picture(i));
            }
        }
        for (int row = batch.size(); row < rows; row++) {
            buffer.put(blank);
        }
        return buffer.flip();
    }

    private void convert(float[] picture) {
        if (layout == Layout.NCHW) {
            for (float value : picture) {
                type.write(buffer, value, quantization);
            }
            return;
        }
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int channel = 0; channel < channels; channel++) {
                type.write(buffer, picture[channel * pixels + pixel], quantization);
            }
        }
    }
}
