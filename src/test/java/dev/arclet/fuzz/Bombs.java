package dev.arclet.fuzz;

import dev.arclet.alert.TestPackets;
import dev.arclet.support.Gzip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.avro.file.CodecFactory;

/** Small packets that mean to become large, or to keep a thread busy without end. */
public final class Bombs {
    private static final int MIB = 1 << 20;
    private static final byte[] NOTHING = {};

    private Bombs() {}

    /**
     * One of them.
     *
     * @param name for people
     * @param part of the message that refuses it
     */
    public record Bomb(String name, String part, byte[] packet) {
        @Override
        public String toString() {
            return name;
        }
    }

    public static List<Bomb> all() {
        return List.of(
                new Bomb("a gzip stamp of a thousand times its size", "unpacks to more than", gzipStamp()),
                new Bomb("an image of two billion pixels a side", "NAXIS1 is 2147483648", hugeImage()),
                new Bomb("a deflate block that unpacks a thousandfold", "unpacks to more than", deflated()),
                new Bomb("a zstandard block that unpacks a thousandfold", "unpacks to more than", zstandard()),
                // The library would allocate it outside the heap, where no count of ours sees it; so it must not be
                // tried at all.
                new Bomb("a zstandard frame that wants a window of 128 MiB", "too much memory", hugeWindow()),
                new Bomb("a schema of a million fields", "at most", fields(1_000_000, Integer.MAX_VALUE)),
                new Bomb("as many fields as fit into the largest schema", "", fields(Integer.MAX_VALUE, MIB - 200)),
                new Bomb("a schema that contains itself", "nested more than 64 deep", itself()),
                new Bomb("arrays nested 20,000 deep", "schema", deep()),
                new Bomb("an array of a billion nothings", "array entries", nothings()),
                new Bomb("records that double sixty times", "more values than the packet's size", doubling()),
                new Bomb("a field of negative length", "length -1", lengthOf(new byte[] {1})),
                new Bomb("a field of 2^41 bytes", "bytes are left", lengthOf(new byte[] {-2, -1, -1, -1, -1, -1, 1})),
                new Bomb("a message of JSON", "7b 22", json()));
    }

    private static byte[] gzipStamp() {
        return dev.arclet.support.TestPackets.withCutouts(1, 1, Gzip.of(new byte[20 * MIB]));
    }

    private static byte[] hugeImage() {
        byte[] stamp = dev.arclet.support.TestPackets.fits(1);
        String header = new String(stamp, 0, 2880, StandardCharsets.US_ASCII)
                .replace("NAXIS1  =                   12", "NAXIS1  =           2147483648");
        System.arraycopy(header.getBytes(StandardCharsets.US_ASCII), 0, stamp, 0, 2880);
        return dev.arclet.support.TestPackets.withCutouts(2, 2, stamp);
    }

    private static byte[] deflated() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater(9, true))) {
            deflater.write(new byte[20 * MIB]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return TestPackets.rawContainer(TestPackets.SCHEMA.toString(), "deflate", out.toByteArray());
    }

    private static byte[] zstandard() {
        return TestPackets.container(CodecFactory.zstandardCodec(3), Packets.withCutouts(new byte[20 * MIB]));
    }

    private static byte[] hugeWindow() {
        byte windowOf128MiB = (byte) (17 << 3);
        byte[] frame = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, windowOf128MiB, 9, 0, 0, 7};
        return TestPackets.rawContainer(TestPackets.SCHEMA.toString(), "zstandard", frame);
    }

    private static byte[] fields(int most, int mostCharacters) {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < most && fields.length() < mostCharacters; i++) {
            fields.append("{\"name\":\"f")
                    .append(Integer.toString(i, 36))
                    .append("\",\"type\":\"int\"}")
                    .append(',');
        }
        return alertWith(fields + "{\"name\":\"last\",\"type\":\"int\"}", NOTHING);
    }

    private static byte[] itself() {
        return alertWith("{\"name\": \"self\", \"type\": \"lsst.v1_0.alert\"}", NOTHING);
    }

    private static byte[] deep() {
        String type = "{\"type\":\"array\",\"items\":".repeat(20_000) + "\"null\"" + "}".repeat(20_000);
        return alertWith("{\"name\": \"deep\", \"type\": " + type + "}", NOTHING);
    }

    private static byte[] nothings() {
        byte[] billion = {(byte) 0x80, (byte) 0xa8, (byte) 0xd6, (byte) 0xb9, 7, 0};
        return alertWith("{\"name\": \"prv\", \"type\": {\"type\": \"array\", \"items\": \"null\"}}", billion);
    }

    private static byte[] doubling() {
        String type = "\"null\"";
        for (int i = 0; i < 60; i++) {
            type = "{\"type\":\"record\",\"name\":\"r" + i + "\",\"fields\":[{\"name\":\"a\",\"type\":" + type
                    + "},{\"name\":\"b\",\"type\":" + (i == 0 ? "\"null\"" : "\"r" + (i - 1) + "\"") + "}]}";
        }
        return alertWith("{\"name\": \"bomb\", \"type\": " + type + "}", NOTHING);
    }

    private static byte[] lengthOf(byte[] varint) {
        return alertWith("{\"name\": \"text\", \"type\": \"string\"}", varint);
    }

    private static byte[] json() {
        return "{\"a\": [[[[[[[]]]]]]]}".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    }

    /** A container of an LSST-like alert whose record is these bytes, and whose fields are these and the needed ones. */
    private static byte[] alertWith(String fields, byte[] record) {
        String schema = """
                {"type": "record", "namespace": "lsst.v1_0", "name": "alert", "fields": [%s,
                 {"name": "diaSource", "type": {"type": "record", "name": "diaSource", "fields": [
                  {"name": "diaSourceId", "type": "long"}, {"name": "band", "type": "string"},
                  {"name": "ra", "type": "double"}, {"name": "dec", "type": "double"},
                  {"name": "diaObjectId", "type": "long"}, {"name": "midpointMjdTai", "type": "double"}]}},
                 {"name": "cutoutScience", "type": "bytes"}, {"name": "cutoutTemplate", "type": "bytes"},
                 {"name": "cutoutDifference", "type": "bytes"}]}""".formatted(fields);
        return TestPackets.rawContainer(schema, "null", record);
    }
}
