package dev.arclet.fuzz;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import com.sun.net.httpserver.HttpServer;
import dev.arclet.alert.Alert;
import dev.arclet.alert.AlertDecoder;
import dev.arclet.alert.RegistrySchemas;
import dev.arclet.alert.SchemaUnavailableException;
import dev.arclet.alert.TestPackets;
import dev.arclet.picture.FitsStamps;
import dev.arclet.picture.UnreadableStampException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    @ParameterizedTest
    @MethodSource("dev.arclet.fuzz.Bombs#all")
    void aBombIsRefusedBeforeItCostsMuch(Bombs.Bomb bomb) {
        AlertDecoder decoder = TestPackets.decoder();
        FuzzTargets.packet(bomb.packet());

        assertRefusedCheaply(Exception.class, bomb.part(), () -> readAll(decoder.decode(bomb.packet())));
    }

    private static void readAll(Alert alert) throws UnreadableStampException {
        for (ByteBuffer cutout : alert.cutouts().values()) {
            FitsStamps.read(cutout, 0.2);
        }
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
}
