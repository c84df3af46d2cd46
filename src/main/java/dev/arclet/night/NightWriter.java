package dev.arclet.night;

import dev.arclet.alert.SchemaSource;
import dev.arclet.alert.SchemaUnavailableException;
import dev.arclet.alert.WireFormat;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;

/**
 * Writes a night of alerts as one file: an Avro object container, compressed with zstd, that any Avro tool reads. Its metadata names
 * the records' schema id, so that {@link NightReader} can give the wire messages back as they were. For one thread.
 */
public final class NightWriter implements Closeable {
    /** Name of the container's metadata entry with the schema id, in decimal. */
    public static final String SCHEMA_ID = "arclet.schema.id";

    private static final int ZSTD_LEVEL = 3;
    private static final int BLOCK_BYTES = 1 << 18;
    private static final String TRUTH_SUFFIX = ".truth.csv";

    private final DataFileWriter<Object> container;
    private final OptionalInt schemaId;
    private final Schema schema;
    private long written;

    private NightWriter(OutputStream out, Schema schema, OptionalInt schemaId) throws IOException {
        this.schemaId = schemaId;
        this.schema = schema;
        this.container = new DataFileWriter<>(new GenericDatumWriter<>());
        container.setCodec(CodecFactory.zstandardCodec(ZSTD_LEVEL));
        container.setSyncInterval(BLOCK_BYTES);
        if (schemaId.isPresent()) {
            container.setMeta(SCHEMA_ID, Integer.toString(schemaId.getAsInt()));
        }
        container.create(schema, out, marker(schema));
    }

    /**
     * Starts a night file, over whatever is there.
     *
     * @param schemaId of the messages that will be written
     * @param schemas that know it
     * @throws IOException if the file can't be written; the message names it
     */
    public static NightWriter create(Path file, int schemaId, SchemaSource schemas) throws IOException {
        return create(file, schema(schemaId, schemas), OptionalInt.of(schemaId));
    }

    /**
     * Starts a night file of alerts that carry their schema themselves, over whatever is there.
     *
     * @param schema of all of them
     * @throws IOException if the file can't be written; the message names it
     */
    static NightWriter create(Path file, Schema schema) throws IOException {
        return create(file, schema, OptionalInt.empty());
    }

    private static NightWriter create(Path file, Schema schema, OptionalInt schemaId) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        try {
            return new NightWriter(out, schema, schemaId);
        } catch (IOException | RuntimeException e) {
            out.close();
            throw e;
        }
    }

    /** Avro would take the time of day for it, and the same night would never be the same file twice. */
    private static byte[] marker(Schema schema) {
        try {
            return MessageDigest.getInstance("MD5").digest(schema.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has MD5", e);
        }
    }

    private static Schema schema(int id, SchemaSource schemas) throws IOException {
        try {
            return schemas.byId(id)
                    .orElseThrow(() ->
                            new IllegalArgumentException("schema id %d is not known to %s".formatted(id, schemas)));
        } catch (SchemaUnavailableException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Where the truth about a simulated night belongs: {@code night.avro} has {@code night.truth.csv} beside it. */
    public static Path truthFile(Path night) {
        String name = night.getFileName().toString().replaceFirst("\\.gz$", "");
        int dot = name.lastIndexOf('.');
        return night.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + TRUTH_SUFFIX);
    }

    /**
     * Appends one alert.
     *
     * @param message a wire message with this file's schema id
     * @throws IllegalArgumentException if it is something else
     */
    public void write(byte[] message) throws IOException {
        if (!takes(message)) {
            throw new IllegalArgumentException("the message is no wire message of schema id "
                    + (schemaId.isPresent() ? schemaId.getAsInt() : "?"));
        }
        int record = WireFormat.HEADER_BYTES;
        append(ByteBuffer.wrap(message, record, message.length - record));
    }

    /** Whether this is a wire message with this file's schema id. */
    boolean takes(byte[] message) {
        return schemaId.isPresent()
                && WireFormat.matches(message)
                && WireFormat.schemaId(message) == schemaId.getAsInt();
    }

    /** Whether records of alerts that carry this schema themselves may be appended. */
    boolean takes(Schema itsSchema) {
        return schemaId.isEmpty() && schema.equals(itsSchema);
    }

    /** Appends one alert's record. */
    void append(ByteBuffer record) throws IOException {
        container.appendEncoded(record);
        written++;
    }

    /** Alerts so far. */
    public long written() {
        return written;
    }

    /** Finishes the file. */
    @Override
    public void close() throws IOException {
        container.close();
    }
}
