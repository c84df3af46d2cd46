package dev.arclet.fuzz;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import com.sun.net.httpserver.HttpServer;
import dev.arclet.alert.AlertDecoder;
import dev.arclet.alert.RegistrySchemas;
import dev.arclet.alert.SchemaUnavailableException;
import dev.arclet.alert.TestPackets;
import dev.arclet.alert.UndecodableAlertException;
import dev.arclet.picture.FitsStamps;
import dev.arclet.picture.UnreadableStampException;
import dev.arclet.support.Gzip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Small packets that mean to become large: each is refused, and costs at most 64 MB of memory in all until it is. */
class BombsTest {
    private static final long MOST_BYTES = 64L << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static void assertRefusedCheaply(Class<? extends Exception> how, String part, Executable call) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Exception e = assertThrows(how, call);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(e.getMessage().contains(part), e.getMessage());
        assertTrue(
                allocated < MOST_BYTES, "allocated " + allocated + " bytes before it was refused: " + e.getMessage());
    }

    private static void assertPacketRefused(String part, byte[] packet) {
        AlertDecoder decoder = TestPackets.decoder();
        assertRefusedCheaply(UndecodableAlertException.class, part, () -> decoder.decode(packet));
    }

    private static void assertStampRefused(String part, byte[] stamp) {
        assertRefusedCheaply(UnreadableStampException.class, part, () -> FitsStamps.read(ByteBuffer.wrap(stamp), 0.2));
    }

    @Test
    void aGzipStampOfAThousandTimesItsSize() {
        byte[] bomb = Gzip.of(new byte[20 << 20]);
        assertTrue(bomb.length < 40_000, "it is small: " + bomb.length);

        assertStampRefused("unpacks to more than", bomb);
    }

    @Test
    void anImageOfTwoBillionPixelsASide() {
        byte[] stamp = dev.arclet.support.TestPackets.fits(1);
        String header = new String(stamp, 0, 2880, StandardCharsets.US_ASCII)
                .replace("NAXIS1  =                   12", "NAXIS1  =           2147483648");
        System.arraycopy(header.getBytes(StandardCharsets.US_ASCII), 0, stamp, 0, 2880);

        assertStampRefused("NAXIS1 is 2147483648", stamp);
    }

    @Test
    void aBlockThatUnpacksAThousandfold() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater(9, true))) {
            deflater.write(new byte[20 << 20]);
        }

        assertPacketRefused(
                "unpacks to more than",
                TestPackets.rawContainer(TestPackets.SCHEMA.toString(), "deflate", out.toByteArray()));
    }

    /** Which the library would allocate outside the heap, where no count of ours sees it; so it must not be tried at all. */
    @Test
    void aZstandardFrameThatWantsAWindowOf128Megabytes() {
        byte windowOf128MiB = (byte) (17 << 3);
        byte[] frame = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, windowOf128MiB, 9, 0, 0, 7};

        assertPacketRefused(
                "too much memory", TestPackets.rawContainer(TestPackets.SCHEMA.toString(), "zstandard", frame));
    }

    @Test
    void aSchemaOfAMillionFields() {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 1_000_000; i++) {
            fields.append("{\"name\":\"f").append(i).append("\",\"type\":\"int\"},");
        }

        assertPacketRefused("at most", TestPackets.rawContainer(record(fields), "null", new byte[0]));
    }

    @Test
    void asManyFieldsAsFitIntoTheLargestSchema() {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; fields.length() < (1 << 20) - 200; i++) {
            fields.append("{\"name\":\"").append(Integer.toString(i, 36)).append("\",\"type\":\"int\"},");
        }

        assertPacketRefused("", TestPackets.rawContainer(record(fields), "null", new byte[0]));
    }

    private static String record(CharSequence fields) {
        return "{\"type\":\"record\",\"name\":\"alert\",\"namespace\":\"lsst.v1_0\",\"fields\":[" + fields
                + "{\"name\":\"last\",\"type\":\"int\"}]}";
    }

    @Test
    void namesThatContainThemselves() {
        String schema = record("{\"name\":\"self\",\"type\":\"lsst.v1_0.alert\"},");

        assertPacketRefused("", TestPackets.rawContainer(schema, "null", new byte[0]));
    }

    @Test
    void aRegistryThatAnswersAHundredMegabytes() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.createContext("/", call -> {
            call.sendResponseHeaders(200, 100 << 20);
            try (OutputStream out = call.getResponseBody()) {
                byte[] part = new byte[1 << 20];
                for (int i = 0; i < 100; i++) {
                    out.write(part);
                }
            } catch (IOException e) {
                // The reader has had enough.
            }
        });
        server.start();
        try {
            RegistrySchemas registry = new RegistrySchemas(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort()));

            assertRefusedCheaply(SchemaUnavailableException.class, "", () -> registry.byId(900));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aMessageOfWellFormedJsonFieldsCostsNoMoreThanItsFirstBytes() {
        assertPacketRefused("7b 22", "{\"a\": [[[[[[[]]]]]]]}".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    }
}
