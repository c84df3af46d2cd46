package dev.arclet.stream;

import dev.arclet.alert.SkyPosition;
import dev.arclet.picture.Orientation;
import dev.arclet.picture.Stamp;
import dev.arclet.stream.state.StoredStamp;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Stamps to and from the form in which state stores and the re-key topic hold them. */
final class StampCodec {
    private StampCodec() {}

    static StoredStamp store(Stamp stamp) {
        Orientation on = stamp.orientation();
        return new StoredStamp(
                stamp.width(),
                stamp.height(),
                floatBytes(stamp.pixels()),
                on.xEast(),
                on.yEast(),
                on.xNorth(),
                on.yNorth(),
                on.refX(),
                on.refY(),
                on.reference().map(SkyPosition::ra).orElse(null),
                on.reference().map(SkyPosition::dec).orElse(null));
    }

    static Stamp load(StoredStamp stored) {
        float[] pixels = new float[stored.getWidth() * stored.getHeight()];
        stored.getPixels()
                .duplicate()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(pixels);
        Orientation orientation = new Orientation(
                stored.getXEast(),
                stored.getYEast(),
                stored.getXNorth(),
                stored.getYNorth(),
                stored.getRefX(),
                stored.getRefY(),
                position(stored.getRefRa(), stored.getRefDec()));
        return new Stamp(stored.getWidth(), stored.getHeight(), pixels, orientation);
    }

    /** A position whose halves are stored as nullable numbers. */
    static Optional<SkyPosition> position(Double ra, Double dec) {
        return ra == null || dec == null ? Optional.empty() : Optional.of(new SkyPosition(ra, dec));
    }

    /** float32, little endian. */
    static ByteBuffer floatBytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }
}
