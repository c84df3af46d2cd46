package dev.arclet.night;

import dev.arclet.alert.ContainerRecords;
import dev.arclet.alert.DecodeLimits;
import dev.arclet.alert.UndecodableAlertException;
import dev.arclet.alert.WireFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads an Avro object container of many alerts as one packet each, however long it is: as wire messages where the container says
 * which schema id its records have ({@value NightWriter#SCHEMA_ID}), else as containers of their own. A damaged container ends with
 * one packet that stands for all that can't be read any more, so that the damage is counted downstream.
 */
public final class NightReader implements PacketReader {
    private static final Logger LOG = LoggerFactory.getLogger(NightReader.class);

    private final String origin;
    private final ContainerRecords records;
    private final OptionalInt schemaId;
    private long count;
    private boolean damaged;

    NightReader(String origin, ContainerRecords records) {
        this.origin = origin;
        this.records = records;
        this.schemaId = records.metadata(NightWriter.SCHEMA_ID)
                .filter(id -> id.matches("\\d{1,9}"))
                .map(id -> OptionalInt.of(Integer.parseInt(id)))
                .orElse(OptionalInt.empty());
    }

    /**
     * Opens a night file.
     *
     * @throws IOException if it can't be read or is no container; the message names it
     */
    public static NightReader open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        try {
            return new NightReader(file.toString(), ContainerRecords.open(in, DecodeLimits.defaults()));
        } catch (IOException | UndecodableAlertException e) {
            in.close();
            throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Schema id of the packets, where they are wire messages. */
    public OptionalInt schemaId() {
        return schemaId;
    }

    @Override
    public Optional<Packet> next() throws IOException {
        if (damaged) {
            return Optional.empty();
        }
        try {
            return records.next().map(this::packet);
        } catch (UndecodableAlertException e) {
            damaged = true;
            LOG.warn("{}: record {} and what follows it can't be read: {}", origin, count + 1, e.getMessage());
            return Optional.of(packet(records.rest()));
        }
    }

    private Packet packet(ByteBuffer record) {
        count++;
        byte[] bytes = schemaId.isPresent() ? WireFormat.frame(schemaId.getAsInt(), record) : records.alone(record);
        return new Packet(origin + "#" + count, bytes);
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    @Override
    public String toString() {
        return origin;
    }
}
