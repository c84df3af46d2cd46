package dev.arclet.night;

import dev.arclet.alert.ContainerRecords;
import dev.arclet.alert.DecodeLimits;
import dev.arclet.alert.SchemaSource;
import dev.arclet.alert.SchemaText;
import dev.arclet.alert.UndecodableAlertException;
import dev.arclet.alert.WireFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.avro.Schema;

/** One container for all packets, with the schema of the first. */
final class ContainerTarget implements NightTarget {
    private static final String WAY_OUT = "; a container has one schema, so convert to a folder or a .tar.gz";

    private final Path file;
    private final SchemaSource schemas;
    private Optional<NightWriter> writer = Optional.empty();

    ContainerTarget(Path file, SchemaSource schemas) {
        this.file = file;
        this.schemas = schemas;
    }

    @Override
    public void write(DatedPacket packet) throws IOException {
        byte[] bytes = packet.packet().bytes();
        if (WireFormat.matches(bytes)) {
            writeMessage(packet.packet().origin(), bytes);
        } else if (ContainerRecords.matches(bytes)) {
            writeContainer(packet.packet().origin(), bytes);
        } else {
            throw new IOException(packet.packet().origin() + " is no alert" + WAY_OUT);
        }
    }

    private void writeMessage(String origin, byte[] message) throws IOException {
        if (writer.isEmpty()) {
            writer = Optional.of(NightWriter.create(file, WireFormat.schemaId(message), schemas));
        }
        if (!writer.get().takes(message)) {
            throw new IOException(origin + " has another schema (id " + WireFormat.schemaId(message)
                    + ") than the alerts before it" + WAY_OUT);
        }
        writer.get().write(message);
    }

    private void writeContainer(String origin, byte[] container) throws IOException {
        try (ContainerRecords records =
                ContainerRecords.open(new ByteArrayInputStream(container), DecodeLimits.defaults())) {
            Schema schema = SchemaText.parse(records.metadata("avro.schema").orElse(""));
            Optional<ByteBuffer> record = records.next();
            if (writer.isEmpty()) {
                writer = Optional.of(NightWriter.create(file, schema));
            }
            if (record.isEmpty() || !writer.get().takes(schema)) {
                throw new IOException(origin + " has another schema than the alerts before it" + WAY_OUT);
            }
            writer.get().append(record.get());
        } catch (UndecodableAlertException e) {
            throw new IOException(origin + " is damaged (" + e.getMessage() + ")" + WAY_OUT, e);
        }
    }

    @Override
    public void close() throws IOException {
        if (writer.isPresent()) {
            writer.get().close();
        }
    }
}
