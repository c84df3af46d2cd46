package dev.arclet.alert;

import static dev.arclet.alert.TestPackets.alert;
import static dev.arclet.alert.TestPackets.bytes;
import static dev.arclet.alert.TestPackets.container;
import static dev.arclet.alert.TestPackets.rawContainer;
import static dev.arclet.alert.TestPackets.wire;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.UndecodableAlertException.Cause;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** Packets that are damaged, or made to hurt, end as dead letters that say what is wrong, before they cost memory or time. */
class HostilePacketsTest {
    private static final String LONG = "{\"name\": \"diaSourceId\", \"type\": \"long\"}";

    private static void assertRefused(Cause reason, String part, byte[] packet) {
        assertRefused(reason, part, packet, DecodeLimits.defaults());
    }

    private static void assertRefused(Cause reason, String part, byte[] packet, DecodeLimits limits) {
        AlertDecoder decoder = TestPackets.decoder(limits);
        UndecodableAlertException e = assertThrows(UndecodableAlertException.class, () -> decoder.decode(packet));
        assertEquals(reason, e.reason(), e.getMessage());
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    private static DecodeLimits limits(int packetBytes, int fieldBytes, int items) {
        return new DecodeLimits(packetBytes, fieldBytes, 1 << 20, items, 64);
    }

    @Test
    void somethingElseThanAnAlertIsShownByItsFirstBytes() {
        assertRefused(Cause.FRAMING, "nothing", new byte[0]);
        assertRefused(Cause.FRAMING, "7b 22 61 22", "{\"a\": 1}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertRefused(Cause.FRAMING, "00 00 00", new byte[3]);
    }

    @Test
    void aPacketLargerThanTheLimitIsNotLookedInto() {
        byte[] packet = wire(alert());

        assertRefused(
                Cause.TOO_LARGE,
                "the packet has " + packet.length + " bytes, at most 100",
                packet,
                limits(100, 100, 100));
    }

    @Test
    void aTruncatedPacketIsCorrupt() {
        byte[] packet = wire(alert());

        assertRefused(Cause.CORRUPT, "schema id 9900", Arrays.copyOf(packet, packet.length - 1));
    }

    @Test
    void bytesBehindTheRecordAreCorrupt() {
        byte[] packet = wire(alert());

        assertRefused(Cause.CORRUPT, "1 bytes are left over", Arrays.copyOf(packet, packet.length + 1));
    }

    @Test
    void aContainerHoldsExactlyOneRecord() {
        assertRefused(Cause.CORRUPT, "2 records", container(alert(), alert()));
        assertRefused(Cause.CORRUPT, "no record", TestPackets.emptyContainer());
    }

    @Test
    void aContainerWithADamagedSyncMarkerOrATailIsCorrupt() {
        byte[] damaged = container(alert());
        damaged[damaged.length - 1] ^= 1;
        assertRefused(Cause.CORRUPT, "sync marker", damaged);

        byte[] whole = container(alert());
        assertRefused(Cause.CORRUPT, "1 bytes follow", Arrays.copyOf(whole, whole.length + 1));
    }

    @Test
    void aNegativeOrEndlessLengthIsRefusedBeforeItIsAllocated() {
        String schema =
                "{\"type\":\"record\",\"name\":\"ztf.alert\",\"fields\":[{\"name\":\"objectId\",\"type\":\"string\"},"
                        + "{\"name\":\"candid\",\"type\":\"long\"},{\"name\":\"candidate\",\"type\":{\"type\":\"record\","
                        + "\"name\":\"candidate\",\"fields\":[{\"name\":\"fid\",\"type\":\"int\"},{\"name\":\"ra\",\"type\":\"double\"},"
                        + "{\"name\":\"dec\",\"type\":\"double\"},{\"name\":\"jd\",\"type\":\"double\"}]}},"
                        + "{\"name\":\"cutoutScience\",\"type\":{\"type\":\"record\",\"name\":\"cutout\",\"fields\":["
                        + "{\"name\":\"stampData\",\"type\":\"bytes\"}]}},{\"name\":\"cutoutTemplate\",\"type\":\"cutout\"},"
                        + "{\"name\":\"cutoutDifference\",\"type\":\"cutout\"}]}";
        byte[] negative = {1};
        byte[] huge = {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 1};

        assertRefused(Cause.CORRUPT, "length -1", rawContainer(schema, "null", negative));
        assertRefused(Cause.CORRUPT, "0 bytes are left", rawContainer(schema, "null", huge));
        assertRefused(
                Cause.CORRUPT, "a number runs past", rawContainer(schema, "null", new byte[] {-1, -1, -1, -1, -1, -1, -1
                }));
    }

    @Test
    void aFieldLargerThanTheLimitIsNotRead() {
        GenericRecord alert = alert();
        alert.put("cutoutScience", bytes("x".repeat(5000)));

        assertRefused(Cause.TOO_LARGE, "a field of 5000 bytes", wire(alert), limits(1 << 20, 4000, 100));
    }

    @Test
    void moreEntriesThanTheLimitAreNotRead() {
        assertRefused(Cause.TOO_LARGE, "2 array entries", wire(alert()), limits(1 << 20, 4000, 1));
    }

    @Test
    void anArrayOfABillionNothingsCostsNothing() {
        String schema = lsst("{\"name\": \"prv\", \"type\": {\"type\": \"array\", \"items\": \"null\"}}");
        byte[] billion = {(byte) 0x80, (byte) 0xa8, (byte) 0xd6, (byte) 0xb9, 7, 0};

        assertRefused(Cause.TOO_LARGE, "array entries", rawContainer(schema, "null", billion));
    }

    @Test
    void recordsThatDoubleInsideEachOtherDoNotKeepTheThreadBusy() {
        String type = "\"null\"";
        for (int i = 0; i < 60; i++) {
            type = "{\"type\":\"record\",\"name\":\"r" + i + "\",\"fields\":[{\"name\":\"a\",\"type\":" + type
                    + "},{\"name\":\"b\",\"type\":" + (i == 0 ? "\"null\"" : "\"r" + (i - 1) + "\"") + "}]}";
        }
        byte[] packet = rawContainer(lsst("{\"name\": \"bomb\", \"type\": " + type + "}"), "null", new byte[0]);

        assertRefused(Cause.CORRUPT, "more values than the packet's size can account for", packet);
    }

    @Test
    void aSchemaThatContainsItselfWithoutEndIsRefused() {
        String schema = lsst("{\"name\": \"self\", \"type\": \"lsst.v1_0.alert\"}");
        assertRefused(Cause.CORRUPT, "nested more than 64 deep", rawContainer(schema, "null", new byte[0]));
    }

    @Test
    void aSchemaNestedThousandsDeepIsRefused() {
        String deep = "{\"type\":\"array\",\"items\":".repeat(20_000) + "\"null\"" + "}".repeat(20_000);

        assertRefused(
                Cause.CORRUPT,
                "schema",
                rawContainer(lsst("{\"name\": \"deep\", \"type\": " + deep + "}"), "null", new byte[0]));
    }

    /** An LSST-like alert record whose first field is given and whose needed ones follow. */
    private static String lsst(String first) {
        return "{\"type\": \"record\", \"namespace\": \"lsst.v1_0\", \"name\": \"alert\", \"fields\": [" + first
                + ", {\"name\": \"diaSource\", \"type\": {\"type\": \"record\", \"name\": \"diaSource\", \"fields\": ["
                + LONG + ", {\"name\": \"band\", \"type\": \"string\"}, {\"name\": \"ra\", \"type\": \"double\"},"
                + " {\"name\": \"dec\", \"type\": \"double\"}, {\"name\": \"diaObjectId\", \"type\": \"long\"},"
                + " {\"name\": \"midpointMjdTai\", \"type\": \"double\"}]}},"
                + " {\"name\": \"cutoutScience\", \"type\": \"bytes\"}, {\"name\": \"cutoutTemplate\", \"type\": \"bytes\"},"
                + " {\"name\": \"cutoutDifference\", \"type\": \"bytes\"}]}";
    }

    @Test
    void aHeaderThatIsNoSchemaIsCorruptAndALargeOneTooLarge() {
        assertRefused(Cause.CORRUPT, "schema", rawContainer("{\"type\": \"recor", "null", new byte[0]));
        assertRefused(Cause.CORRUPT, "no schema", rawContainer("", "null", new byte[0]));
        assertRefused(
                Cause.TOO_LARGE,
                "schema and metadata",
                rawContainer(" ".repeat(1 << 20) + "\"null\"", "null", new byte[0]));
    }

    @Test
    void anUnknownCodecIsNamed() {
        assertRefused(Cause.CORRUPT, "bzip2", container(CodecFactory.bzip2Codec(), alert()));
    }

    @Test
    void aBlockThatUnpacksToMoreThanTheLimitIsStopped() throws Exception {
        byte[] bomb = deflated(new byte[3_000_000]);

        assertRefused(
                Cause.TOO_LARGE,
                "unpacks to more than 1048576 bytes",
                rawContainer(TestPackets.SCHEMA.toString(), "deflate", bomb),
                limits(1 << 20, 1 << 20, 1000));
    }

    private static byte[] deflated(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater(9, true))) {
            deflater.write(plain);
        }
        return out.toByteArray();
    }

    @Test
    void aBlockThatDoesNotUnpackIsCorrupt() {
        for (String codec : new String[] {"deflate", "snappy", "zstandard"}) {
            assertRefused(
                    Cause.CORRUPT, codec, rawContainer(TestPackets.SCHEMA.toString(), codec, new byte[] {9, 9, 9, 9, 9
                    }));
        }
    }

    @Test
    void aSnappyBlockWithAWrongChecksumIsCorrupt() {
        byte[] packet = container(CodecFactory.snappyCodec(), alert());
        packet[packet.length - 17] ^= 1;

        assertRefused(Cause.CORRUPT, "checksum", packet);
    }
}
