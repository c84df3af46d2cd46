package dev.arclet.support;

import dev.arclet.alert.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Alert packets in LSST's style that carry their schema themselves (one-record Avro containers), small and quickly made: a 12 x 12 pixel
 * stamp (or a larger one where a test asks for it) with a spot whose brightness depends on the object.
 */
public final class TestPackets {
    private static final int SIDE = 12;
    /** FITS comes in blocks of so many bytes. */
    private static final int BLOCK = 2880;

    private static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type": "record", "name": "alert", "namespace": "lsst.v99_0", "fields": [
              {"name": "diaSourceId", "type": "long"},
              {"name": "diaSource", "type": {"type": "record", "name": "diaSource", "fields": [
                {"name": "diaSourceId", "type": "long"},
                {"name": "visit", "type": "long"},
                {"name": "detector", "type": "int"},
                {"name": "diaObjectId", "type": ["null", "long"]},
                {"name": "ssObjectId", "type": ["null", "long"]},
                {"name": "midpointMjdTai", "type": "double"},
                {"name": "ra", "type": "double"},
                {"name": "dec", "type": "double"},
                {"name": "snr", "type": ["null", "float"]},
                {"name": "band", "type": ["null", "string"]}]}},
              {"name": "cutoutDifference", "type": ["null", "bytes"]},
              {"name": "cutoutScience", "type": ["null", "bytes"]},
              {"name": "cutoutTemplate", "type": ["null", "bytes"]}]}
            """);

    private TestPackets() {}

    /** An alert of object {@code objectId} (0: none) in one band. */
    public static byte[] alert(long sourceId, long objectId, String band) {
        return alert(sourceId, objectId, 0, band, fits(objectId));
    }

    /** The same as bright as this; NaN: the packet does not say. */
    public static byte[] withSnr(long sourceId, long objectId, float snr) {
        GenericRecord alert = record(sourceId, objectId, 0, "r", fits(objectId));
        ((GenericRecord) alert.get("diaSource")).put("snr", Float.isNaN(snr) ? null : snr);
        return container(alert);
    }

    /** The same in Confluent's wire format, for those who read {@link #schema} under this id. */
    public static byte[] wire(int schemaId, long sourceId, long objectId, String band) {
        return wire(schemaId, sourceId, objectId, band, SIDE);
    }

    /** The same with stamps of so many pixels a side. */
    public static byte[] wire(int schemaId, long sourceId, long objectId, String band, int side) {
        return framed(schemaId, record(sourceId, objectId, 0, band, fits(objectId, side)));
    }

    /** The schema of all these alerts, as JSON. */
    public static String schema() {
        return SCHEMA.toString();
    }

    /** An alert of a Solar System object. */
    public static byte[] solarSystem(long sourceId, long ssObjectId) {
        return alert(sourceId, 0, ssObjectId, "r", fits(ssObjectId));
    }

    /** An alert without cutouts. */
    public static byte[] withoutCutouts(long sourceId, long objectId) {
        return alert(sourceId, objectId, 0, "r", null);
    }

    /** An alert whose cutouts are these bytes. */
    public static byte[] withCutouts(long sourceId, long objectId, byte[] cutout) {
        return alert(sourceId, objectId, 0, "r", cutout);
    }

    private static byte[] alert(long sourceId, long objectId, long ssObjectId, String band, byte[] cutout) {
        return container(record(sourceId, objectId, ssObjectId, band, cutout));
    }

    private static GenericRecord record(long sourceId, long objectId, long ssObjectId, String band, byte[] cutout) {
        GenericRecord source =
                new GenericData.Record(SCHEMA.getField("diaSource").schema());
        source.put("diaSourceId", sourceId);
        source.put("visit", sourceId / 100);
        source.put("detector", 7);
        source.put("diaObjectId", objectId);
        source.put("ssObjectId", ssObjectId);
        source.put("midpointMjdTai", 61000.0 + sourceId / 86400.0);
        source.put("ra", 150.0);
        source.put("dec", 2.0);
        source.put("snr", 12.5f);
        source.put("band", band);
        GenericRecord alert = new GenericData.Record(SCHEMA);
        alert.put("diaSourceId", sourceId);
        alert.put("diaSource", source);
        for (String name : new String[] {"cutoutDifference", "cutoutScience", "cutoutTemplate"}) {
            alert.put(name, cutout == null ? null : ByteBuffer.wrap(cutout));
        }
        return alert;
    }

    private static byte[] framed(int schemaId, GenericRecord alert) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<GenericRecord>(SCHEMA).write(alert, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return WireFormat.frame(schemaId, ByteBuffer.wrap(bytes.toByteArray()));
    }

    private static byte[] container(GenericRecord alert) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(SCHEMA))) {
            writer.create(SCHEMA, bytes);
            writer.append(alert);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A FITS stamp of 0.5 arcsec pixels, north up, with a spot. */
    public static byte[] fits(long seed) {
        return fits(seed, SIDE);
    }

    private static byte[] fits(long seed, int side) {
        double centre = (side - 1) / 2.0;
        StringBuilder header = new StringBuilder();
        card(header, "SIMPLE  =                    T");
        card(header, "BITPIX  =                  -32");
        card(header, "NAXIS   =                    2");
        card(header, "NAXIS1  =                 %4d".formatted(side));
        card(header, "NAXIS2  =                 %4d".formatted(side));
        card(header, "CRPIX1  =                 %4.1f".formatted(centre + 1));
        card(header, "CRPIX2  =                 %4.1f".formatted(centre + 1));
        card(header, "CD1_1   =   -1.3888888888889E-04");
        card(header, "CD1_2   =                  0.0");
        card(header, "CD2_1   =                  0.0");
        card(header, "CD2_2   =    1.3888888888889E-04");
        card(header, "END");
        byte[] head = header.toString().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer fits = ByteBuffer.allocate(BLOCK + blocks(side * side * Float.BYTES));
        fits.put(head);
        while (fits.position() < BLOCK) {
            fits.put((byte) ' ');
        }
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double r2 = Math.pow(x - centre, 2) + Math.pow(y - centre, 2);
                fits.putFloat((float) (x % 3 + (10 + seed % 50) * Math.exp(-r2 / 4)));
            }
        }
        return fits.array();
    }

    /** Bytes as FITS fills them up. */
    private static int blocks(int bytes) {
        return (bytes + BLOCK - 1) / BLOCK * BLOCK;
    }

    private static void card(StringBuilder header, String text) {
        header.append(String.format("%-80s", text));
    }
}
