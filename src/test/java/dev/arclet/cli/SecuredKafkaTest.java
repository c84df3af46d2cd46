package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.kafka.SecuredBroker;
import dev.arclet.picture.View;
import dev.arclet.scoring.TestBundles;
import dev.arclet.scoring.serve.TestCertificates;
import dev.arclet.support.TestPackets;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The road through a Kafka that is encrypted and wants a login. Secrets of these tests are marked, and nothing that is printed shows one. */
@Timeout(120)
class SecuredKafkaTest {
    private static final String MARK = "MARKED";

    @TempDir
    private static Path brokerFolder;

    private static SecuredBroker broker;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        broker = SecuredBroker.start(brokerFolder);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void aNightGoesThroughAndIsAccountedForAndNoSecretIsShown() throws Exception {
        String client = broker.clientFile().toString();
        Path night = night(12);
        assertEquals(0, call("replay", night.toString(), "--topic", "alerts", "--speed", "max", "--kafka", client));

        try (ArcletProcess run = ArcletProcess.start(folder, runArguments(client), environment())) {
            assertEquals(0, run.awaitExit(90), run::output);
            assertTrue(run.output().contains("13 in = 12 scored"), run.output());
            assertNoSecret(run.output());
        }

        assertEquals(0, call("ledger", "--kafka", client), errors.toString());
        String scored = out.toString().lines().skip(1).findFirst().orElseThrow().replaceAll(" +", " ");
        assertEquals("20251120 13 12 12 0 0 1 0 0", scored, out.toString());
        assertEquals(0, call("dead-letters", "list", "--kafka", client), errors.toString());
        assertTrue(out.toString().contains("1 dead letters in lens-dead-letters"), out.toString());
        assertNoSecret(out + errors.toString());
    }

    /** Alerts, and one more whose cutouts are no images. */
    private Path night(int alerts) throws Exception {
        Path night = Files.createDirectory(folder.resolve("night"));
        for (int id = 1; id <= alerts; id++) {
            Files.write(night.resolve(id + ".avro"), TestPackets.alert(id, id, "i"));
        }
        byte[] noImage = "no image".getBytes(StandardCharsets.UTF_8);
        Files.write(night.resolve("damaged.avro"), TestPackets.withCutouts(99, 99, noImage));
        return night;
    }

    /** With every kind of secret, one of them for a server that is not there, so that its trouble is logged. */
    private List<String> runArguments(String client) throws Exception {
        Path model = folder.resolve("test-model");
        TestBundles.mean(model, View.OBJECT, List.of("i", "r", "g"), 16);
        Path pipeline =
                Files.writeString(folder.resolve("pipeline.yaml"), """
                alerts: {topic: alerts, schemas: {registry: 'http://arclet:${env:ARCLET_TEST_LOGIN}@127.0.0.1:1'}}
                model: %s
                scoring:
                  batch: {max: '${env:ARCLET_TEST_BATCH}'}
                  workers:
                    - {kind: local, threads: 1, count: 1}
                    - {kind: oip, endpoint: '127.0.0.1:1', headers: {authorization: 'Bearer ${env:ARCLET_TEST_TOKEN}'}}
                stream: {state: %s}
                """.formatted(model, folder.resolve("state")));
        return List.of("run", "--topology", pipeline.toString(), "--kafka", client, "--exit-on-eof");
    }

    private static Map<String, String> environment() {
        return Map.of(
                "ARCLET_TEST_LOGIN", "login-" + MARK,
                "ARCLET_TEST_TOKEN", "token-" + MARK,
                "ARCLET_TEST_BATCH", "4",
                "ARCLET_LOG", "debug",
                "ARCLET_LOG_LIBRARIES", "info",
                "ARCLET_LOG_TRACES", "%ex");
    }

    @Test
    void aWrongPasswordIsToldFromAllElse() throws Exception {
        Path client = broker.clientFile("wrong-password", "127.0.0.1", "guess-" + MARK, broker.authorities());
        String[] parts = {"login refused", "sasl.jaas.config", "SCRAM-SHA-512"};
        assertTold(client, parts);
        String worker = "scoring.workers=[{kind: local, threads: 1}]";
        assertTold(List.of("run", "--set", worker, "--kafka", client.toString()), parts);
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        Path client = broker.clientFile("wrong-host", "localhost", SecuredBroker.PASSWORD, broker.authorities());
        assertTold(client, "the broker's certificate is for another host", "localhost", "bootstrap.servers");
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsRefused() throws Exception {
        Path stranger = TestCertificates.in(folder, "ip:127.0.0.1").identity().certificate();
        Path client = broker.clientFile("stranger", "127.0.0.1", SecuredBroker.PASSWORD, stranger);
        assertTold(client, "nobody in ssl.truststore.location vouches for the broker's certificate");
    }

    @Test
    void aLoginThatIsNotWellFormedIsNotQuoted() throws Exception {
        Path client = broker.clientFile();
        Files.writeString(client, Files.readString(client).replaceAll("password=\"[^\"]*\"", "password=half " + MARK));
        assertTold(client, "sasl.jaas.config in " + client + " is not well formed");
    }

    @Test
    void aSecretThatIsNotThereIsNamedByItsFileAndProperty() throws Exception {
        Path client = broker.clientFile();
        Files.delete(Path.of(client + ".password"));
        assertTold(
                client, client + ": sasl.jaas.config: ${file:" + client + ".password} names a file that is not there");
    }

    /** Whoever meets Kafka first tells it in one line, with what would help and without secrets, even where the cause is shown. */
    private void assertTold(Path client, String... parts) throws Exception {
        Path night = Files.createDirectories(folder.resolve("one"));
        Files.write(night.resolve("1.avro"), TestPackets.alert(1, 1, "i"));
        assertTold(List.of("replay", night.toString(), "--topic", "alerts", "--kafka", client.toString()), parts);
        assertTold(List.of("ledger", "--kafka", client.toString()), parts);
    }

    private void assertTold(List<String> call, String... parts) {
        errors.getBuffer().setLength(0);
        assertEquals(1, call(call.toArray(String[]::new)), errors.toString());
        assertEquals(1, errors.toString().lines().count(), errors.toString());
        for (String part : parts) {
            assertTrue(errors.toString().contains(part), errors.toString());
        }
        List<String> withCauses = new ArrayList<>(call);
        withCauses.add("--debug");
        assertEquals(1, call(withCauses.toArray(String[]::new)));
        assertNoSecret(out + errors.toString());
    }

    private static void assertNoSecret(String printed) {
        assertFalse(printed.isBlank());
        int mark = printed.indexOf(MARK);
        assertFalse(mark >= 0, () -> printed.substring(Math.max(0, mark - 200), mark) + MARK);
    }

    private int call(String... arguments) {
        return Arclet.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(errors))
                .execute(arguments);
    }
}
