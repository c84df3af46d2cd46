package dev.arclet.sky;

import dev.arclet.record.SimulatedAlert;
import dev.arclet.stream.WireSerializer;

/** Puts simulated alerts on the wire as Rubin does: a zero byte, the schema id as a big-endian int, the bare Avro datum. */
public final class WirePacket {
    /** Id of the simulated alert's schema. */
    public static final int SCHEMA_ID = 300;

    private static final WireSerializer<SimulatedAlert> SERIALIZER = new WireSerializer<>(SCHEMA_ID);

    private WirePacket() {}

    /** The packet of an alert. */
    public static byte[] of(SimulatedAlert alert) {
        return SERIALIZER.serialize("simulated alerts", alert);
    }
}
