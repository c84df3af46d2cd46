package dev.arclet.alert;

import dev.arclet.alert.UndecodableAlertException.Cause;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * Reads packets of either framing as alerts. The first bytes tell which it is: {@code 00} and a schema id, or {@code Obj} and
 * {@code 01} for an Avro object container that carries its schema and exactly one record.
 *
 * <p>Records are read with the writer's schema, and only the fields that the survey's profile names; all others, the long history
 * included, are stepped over. The cutouts are views of the packet's own array, so whoever keeps the alert keeps the packet.
 *
 * <p>Thread-safe. Every length is checked against the {@link DecodeLimits} before it is used. No packet, however damaged, makes
 * {@link #decode} throw anything but {@link UndecodableAlertException}, except for a schema that can't be looked up now.
 */
public final class AlertDecoder {
    private static final int HEADERS_KEPT = 32;
    private static final int BYTES_SHOWN = 8;

    private final List<SurveyProfile> profiles;
    private final SchemaSource schemas;
    private final DecodeLimits limits;
    private final Map<Integer, Reading> byId = new ConcurrentHashMap<>();
    private final ContainerHeaders headers = new ContainerHeaders(HEADERS_KEPT);

    /**
     * With the default limits.
     *
     * @param profiles the surveys to read; the first that recognises a schema reads it
     * @param schemas where the schemas of wire messages come from; an answer is kept for ever
     */
    public AlertDecoder(List<SurveyProfile> profiles, SchemaSource schemas) {
        this(profiles, schemas, DecodeLimits.defaults());
    }

    /** With other limits. */
    public AlertDecoder(List<SurveyProfile> profiles, SchemaSource schemas, DecodeLimits limits) {
        this.profiles = List.copyOf(profiles);
        this.schemas = schemas;
        this.limits = limits;
    }

    /**
     * Reads one packet. Costs well under a millisecond for real alerts, except for the first one with a new schema.
     *
     * @param packet all bytes of the message; not written to here, and not to be written to while the alert is in use
     * @throws UndecodableAlertException if it is no alert of a known survey; the message names the part that is wrong
     * @throws SchemaUnavailableException if its schema can't be looked up now: try again
     */
    public Alert decode(byte[] packet) throws UndecodableAlertException, SchemaUnavailableException {
        if (packet.length > limits.packetBytes()) {
            throw new UndecodableAlertException(
                    Cause.TOO_LARGE,
                    "the packet has %d bytes, at most %d are read".formatted(packet.length, limits.packetBytes()));
        }
        try {
            if (WireFormat.matches(packet)) {
                return decodeWire(packet);
            }
            if (ContainerFrame.matches(packet)) {
                return decodeContainer(packet);
            }
        } catch (RuntimeException | StackOverflowError e) {
            throw new UndecodableAlertException(Cause.CORRUPT, "reading the packet failed: " + e, e);
        }
        throw new UndecodableAlertException(
                Cause.FRAMING,
                "the packet's %d bytes start with %s; an alert starts with 00 and a schema id, or with 4f 62 6a 01"
                        .formatted(packet.length, firstBytes(packet)));
    }

    private Alert decodeWire(byte[] packet) throws UndecodableAlertException, SchemaUnavailableException {
        int id = WireFormat.schemaId(packet);
        Reading reading = readingFor(id);
        try {
            return reading.read(new PacketCursor(packet, WireFormat.HEADER_BYTES, packet.length, limits), id);
        } catch (UndecodableAlertException e) {
            throw new UndecodableAlertException(e.reason(), "schema id %d: %s".formatted(id, e.getMessage()), e);
        }
    }

    private Reading readingFor(int id) throws UndecodableAlertException, SchemaUnavailableException {
        Reading known = byId.get(id);
        if (known != null) {
            return known;
        }
        Optional<Schema> schema = schemas.byId(id);
        if (schema.isEmpty()) {
            throw new UndecodableAlertException(
                    Cause.UNKNOWN_SCHEMA,
                    "schema id %d is not known to %s; once it is, the alert can be sent again".formatted(id, schemas));
        }
        Reading reading = Reading.of(schema.get(), profiles);
        byId.put(id, reading);
        return reading;
    }

    private Alert decodeContainer(byte[] packet) throws UndecodableAlertException {
        ContainerFrame frame = ContainerFrame.of(packet, limits);
        Optional<ContainerHeader> known = headers.find(packet, frame);
        if (known.isPresent()) {
            return known.get().read(packet, frame, limits);
        }
        ContainerHeader header = ContainerHeader.of(frame.metadata(packet, limits), profiles);
        headers.keep(packet, frame, header);
        return header.read(packet, frame, limits);
    }

    private static String firstBytes(byte[] packet) {
        return packet.length == 0
                ? "nothing"
                : HexFormat.ofDelimiter(" ").formatHex(packet, 0, Math.min(BYTES_SHOWN, packet.length));
    }
}
