package dev.arclet.alert;

import dev.arclet.alert.UndecodableAlertException.Cause;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * What a container's metadata comes to: how to unpack its record and how to read it. Made once for many packets, because the schema
 * in a ZTF packet is 25 kB of JSON.
 */
record ContainerHeader(BlockCodec codec, Reading reading) {
    private static final int NO_SCHEMA_ID = 0;

    /**
     * Interprets metadata; what is wrong with it is what {@link #reading} will say.
     *
     * @param metadata of the container
     */
    static ContainerHeader of(Map<String, String> metadata, List<SurveyProfile> profiles) {
        String codecName = metadata.getOrDefault("avro.codec", "null");
        Optional<BlockCodec> codec = BlockCodec.named(codecName);
        if (codec.isEmpty()) {
            return refuse(
                    Cause.CORRUPT,
                    "the container's codec is %s; known are %s".formatted(codecName, BlockCodec.names()));
        }
        String schema = metadata.getOrDefault("avro.schema", "");
        if (schema.isEmpty()) {
            return refuse(Cause.CORRUPT, "the container carries no schema");
        }
        return new ContainerHeader(codec.get(), reading(schema, profiles));
    }

    private static Reading reading(String text, List<SurveyProfile> profiles) {
        try {
            Schema schema = SchemaText.parse(text);
            return Reading.of(schema, profiles);
        } catch (SchemaParseException e) {
            return new Reading.Refusal(Cause.CORRUPT, "the container's schema is none: " + e.getMessage());
        }
    }

    private static ContainerHeader refuse(Cause reason, String message) {
        return new ContainerHeader(BlockCodec.NULL, new Reading.Refusal(reason, message));
    }

    /** Reads the one record. */
    Alert read(byte[] packet, ContainerFrame frame, DecodeLimits limits) throws UndecodableAlertException {
        if (reading instanceof Reading.Refusal refusal) {
            throw new UndecodableAlertException(refusal.reason(), refusal.message());
        }
        return reading.read(codec.open(packet, frame.record(), frame.recordEnd(), limits), NO_SCHEMA_ID);
    }
}
