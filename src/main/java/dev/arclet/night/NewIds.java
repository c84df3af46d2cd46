package dev.arclet.night;

import dev.arclet.alert.SchemaSource;
import dev.arclet.alert.SchemaUnavailableException;
import dev.arclet.alert.SurveyProfile;
import dev.arclet.alert.WireFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Gives alerts new ids of their detections, so that what is sent once more is no duplicate. Objects keep their ids: it is the same
 * sky. A lap's ids depend on the old ones and the lap's number only, so every replay gives the same. Everything else in the packet
 * stays, its history too. For one thread; about as dear as decoding the packet in full and writing it again.
 */
public final class NewIds {
    private final List<List<String>> paths;
    private final SchemaSource schemas;
    private final Map<Integer, Schema> byId = new HashMap<>();

    /**
     * @param surveys that say where the id stands
     * @param schemas of wire messages
     */
    public NewIds(List<SurveyProfile> surveys, SchemaSource schemas) {
        this.schemas = schemas;
        Set<List<String>> all = new LinkedHashSet<>();
        for (SurveyProfile survey : surveys) {
            for (String path : survey.sourceId()) {
                List<String> fields = List.of(path.split("\\.", -1));
                all.add(fields);
                // Rubin and ZTF write it at the top of the packet once more.
                all.add(fields.subList(fields.size() - 1, fields.size()));
            }
        }
        this.paths = List.copyOf(all);
    }

    /**
     * The packet as it comes by in a lap; the first lap, 0, changes nothing. A packet that can't be read stays as it is.
     */
    DatedPacket stamp(DatedPacket packet) {
        long lap = packet.place().lap();
        if (lap == 0 || packet.alert().isEmpty()) {
            return packet;
        }
        try {
            byte[] bytes = packet.packet().bytes();
            return packet.withBytes(WireFormat.matches(bytes) ? wire(bytes, lap) : container(bytes, lap));
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(
                    packet.packet().origin() + " can't be given a new id: " + e.getMessage(), e);
        }
    }

    /**
     * Of an id and a lap, positive: 63 bits of the finaliser of SplitMix64 (Steele, Lea and Flood 2014). Among a thousand million ids a
     * chance of one in twenty that any two are alike.
     */
    static long newId(long id, long lap) {
        long z = id + lap * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (z ^ (z >>> 31)) & Long.MAX_VALUE;
    }

    private byte[] wire(byte[] message, long lap) throws IOException {
        int id = WireFormat.schemaId(message);
        Schema schema = schema(id);
        BinaryDecoder decoder = DecoderFactory.get()
                .binaryDecoder(message, WireFormat.HEADER_BYTES, message.length - WireFormat.HEADER_BYTES, null);
        GenericRecord alert = new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
        setIds(alert, lap);
        ByteArrayOutputStream out = new ByteArrayOutputStream(message.length + 16);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema).write(alert, encoder);
        encoder.flush();
        return WireFormat.frame(id, ByteBuffer.wrap(out.toByteArray()));
    }

    private Schema schema(int id) throws IOException {
        Schema known = byId.get(id);
        if (known != null) {
            return known;
        }
        try {
            Schema found = schemas.byId(id)
                    .orElseThrow(() -> new IOException("schema id %d is not known to %s".formatted(id, schemas)));
            byId.put(id, found);
            return found;
        } catch (SchemaUnavailableException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private byte[] container(byte[] container, long lap) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(container.length + 16);
        try (DataFileStream<GenericRecord> in =
                        new DataFileStream<>(new ByteArrayInputStream(container), new GenericDatumReader<>());
                DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>())) {
            GenericRecord alert = in.next();
            setIds(alert, lap);
            writer.create(in.getSchema(), out);
            writer.append(alert);
        }
        return out.toByteArray();
    }

    private void setIds(GenericRecord alert, long lap) {
        List<String> done = new ArrayList<>();
        for (List<String> path : paths) {
            holder(alert, path).ifPresent(holder -> {
                int field =
                        holder.getSchema().getField(path.get(path.size() - 1)).pos();
                if (holder.get(field) instanceof Long id) {
                    holder.put(field, newId(id, lap));
                    done.add(String.join(".", path));
                }
            });
        }
        if (done.isEmpty()) {
            throw new IllegalArgumentException("none of its fields " + paths + " is a whole number");
        }
    }

    /** The record that has a path's last field. */
    private static Optional<IndexedRecord> holder(GenericRecord alert, List<String> path) {
        IndexedRecord record = alert;
        for (String field : path.subList(0, path.size() - 1)) {
            Schema.Field found = record.getSchema().getField(field);
            if (found == null || !(record.get(found.pos()) instanceof GenericData.Record inner)) {
                return Optional.empty();
            }
            record = inner;
        }
        return record.getSchema().getField(path.get(path.size() - 1)) == null ? Optional.empty() : Optional.of(record);
    }
}
