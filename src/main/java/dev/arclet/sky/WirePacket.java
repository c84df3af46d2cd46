package dev.arclet.sky;

import dev.arclet.record.SimulatedAlert;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Puts simulated alerts on the wire as Rubin does: a zero byte, the schema id as a big-endian int, the bare Avro
 * datum.
 */
public final class WirePacket {
    /** Id of the simulated alert's schema. */
    public static final int SCHEMA_ID = 300;

    private WirePacket() {}

    /** The packet of an alert. */
    public static byte[] of(SimulatedAlert alert) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128 * 1024);
        for (int shift = 32; shift >= 0; shift -= 8) {
            bytes.write(shift == 32 ? 0 : SCHEMA_ID >>> shift);
        }
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            new SpecificDatumWriter<>(SimulatedAlert.class).write(alert, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("can't encode alert " + alert.getDiaSourceId(), e);
        }
        return bytes.toByteArray();
    }
}
