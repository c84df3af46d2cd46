package dev.arclet.stream;

import dev.arclet.stream.state.CutOut;
import dev.arclet.stream.state.InFlight;
import dev.arclet.stream.state.ObjectState;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * How state stores and the re-key topic hold their records: Avro's single-object encoding, which puts the fingerprint of the writer's
 * schema before each datum, so that a later version can read what this one wrote.
 */
final class StateSerdes {
    static {
        AvroTrust.establish();
    }

    private static final SchemaStore NO_OTHER_FORMS = fingerprint -> null;

    private StateSerdes() {}

    static Serde<CutOut> cutOuts() {
        return serde(CutOut.getEncoder(), CutOut.getDecoder());
    }

    static Serde<InFlight> inFlight() {
        return serde(InFlight.getEncoder(), InFlight.getDecoder());
    }

    static Serde<ObjectState> objects() {
        BinaryMessageDecoder<ObjectState> decoder = ObjectState.createDecoder(NO_OTHER_FORMS);
        StateForms.FORMER_OBJECTS.forEach(decoder::addSchema);
        return serde(ObjectState.getEncoder(), decoder);
    }

    private static <T> Serde<T> serde(BinaryMessageEncoder<T> encoder, BinaryMessageDecoder<T> decoder) {
        return Serdes.serdeFrom(
                (topic, value) -> encode(encoder, topic, value), (topic, bytes) -> decode(decoder, topic, bytes));
    }

    private static <T> byte[] encode(BinaryMessageEncoder<T> encoder, String topic, T value) {
        if (value == null) {
            return null;
        }
        try {
            ByteBuffer encoded = encoder.encode(value);
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new SerializationException("state for " + topic + " could not be written", e);
        }
    }

    private static <T> T decode(BinaryMessageDecoder<T> decoder, String topic, byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return decoder.decode(bytes);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("state in " + topic + " can't be read by this version of Arclet", e);
        }
    }
}
