package dev.arclet.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real HTTP server that behaves, and misbehaves, as registries do. */
class RegistrySchemasTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch testIsOver = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        testIsOver.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/registry/");
    }

    private RegistrySchemas registry(Duration timeout) {
        return new RegistrySchemas(url(), Optional.empty(), timeout);
    }

    private void answer(int status, String body) {
        server.createContext("/registry/schemas/ids/", exchange -> reply(exchange, status, body));
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void assertUnavailable(String part, SchemaSource registry) {
        SchemaUnavailableException e = assertThrows(SchemaUnavailableException.class, () -> registry.byId(701));
        assertTrue(e.getMessage().contains("/registry/schemas/ids/701"), e.getMessage());
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    @Test
    void aKnownIdIsAnsweredWithItsSchema() throws Exception {
        server.createContext(
                "/registry/schemas/ids/701", exchange -> reply(exchange, 200, "{\"schema\": \"\\\"long\\\"\"}"));

        assertEquals(Schema.Type.LONG, registry(LONG).byId(701).orElseThrow().getType());
    }

    @Test
    void anUnknownIdIsAnsweredWithNothing() throws Exception {
        answer(404, "{\"error_code\": 40403, \"message\": \"Schema not found\"}");

        assertEquals(Optional.empty(), registry(LONG).byId(701));
    }

    @Test
    void credentialsAreSent() throws Exception {
        server.createContext("/registry/schemas/ids/", exchange -> {
            String given = exchange.getRequestHeaders().getFirst("Authorization");
            reply(exchange, "Basic cnViaW46b3BlbiBzZXNhbWU=".equals(given) ? 404 : 401, "");
        });
        SchemaSource known =
                new RegistrySchemas(url(), Optional.of(RegistrySchemas.basic("rubin", "open sesame")), LONG);

        URI login = URI.create(url().toString().replace("localhost", "rubin:open%20sesame@localhost"));
        SchemaSource knownByItsUrl = new RegistrySchemas(login);

        assertEquals(Optional.empty(), known.byId(701));
        assertEquals(Optional.empty(), knownByItsUrl.byId(701));
        assertFalse(knownByItsUrl.toString().contains("sesame"), knownByItsUrl.toString());
        assertUnavailable("status 401", registry(LONG));
    }

    @Test
    void aLoginIsNotTakenToWhereARegistryPoints() throws Exception {
        server.createContext("/registry/schemas/ids/", exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            reply(exchange, 302, "");
        });
        server.createContext("/elsewhere", exchange -> reply(exchange, 404, ""));
        SchemaSource withLogin = new RegistrySchemas(url(), Optional.of(RegistrySchemas.bearer("token")), LONG);

        assertUnavailable("status 302", withLogin);
        assertEquals(Optional.empty(), registry(LONG).byId(701), "without a login there is nothing to lose");
    }

    @Test
    void anAddressThatMayHoldALoginIsNotShown() {
        for (String address : new String[] {"rubin:s3same@host:8081", "ftp://rubin:s3same@host/"}) {
            String message = assertThrows(
                            IllegalArgumentException.class, () -> new RegistrySchemas(URI.create(address)))
                    .getMessage();
            assertFalse(message.contains("s3same"), message);
        }
    }

    @Test
    void aFailingRegistryMeansTryAgain() {
        answer(500, "");

        assertUnavailable("status 500", registry(LONG));
    }

    @Test
    void anAnswerThatIsNoSchemaMeansTryAgain() {
        answer(200, "<html>Sign in</html>");

        assertUnavailable("no Avro schema", registry(LONG));
    }

    @Test
    void aRegistryThatIsDownMeansTryAgain() {
        RegistrySchemas registry = registry(LONG);
        server.stop(0);

        assertUnavailable("does not answer", registry);
    }

    @Test
    void anAnswerThatStopsHalfWayIsNotWaitedForWithoutEnd() {
        server.createContext("/registry/schemas/ids/", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            waitForEndOfTest();
        });

        assertUnavailable("within 300 ms", registry(Duration.ofMillis(300)));
    }

    private void waitForEndOfTest() {
        try {
            testIsOver.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anAnswerWithoutEndIsGivenUp() {
        server.createContext("/registry/schemas/ids/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] part = new byte[1 << 16];
            Arrays.fill(part, (byte) ' ');
            while (testIsOver.getCount() > 0) {
                exchange.getResponseBody().write(part);
            }
        });

        assertUnavailable("more than 4194304 bytes", registry(LONG));
    }

    @Test
    void anAddressThatIsNoWebAddressIsRefusedAtOnce() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> new RegistrySchemas(URI.create("registry:8081")));

        assertTrue(e.getMessage().contains("registry:8081"), e.getMessage());
    }
}
