package dev.arclet.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    @Test
    void aFolderKeepsItsRecordsOverARestart(@TempDir Path folder) throws Exception {
        BrokerSettings settings = BrokerSettings.temporary().in(folder.resolve("new/data"));
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
            Records.createTopic(broker.bootstrapServers(), "alerts");
            Records.send(broker.bootstrapServers(), "alerts", "first".getBytes(UTF_8));
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
            Records.send(broker.bootstrapServers(), "alerts", "second".getBytes(UTF_8));
            assertEquals(List.of("first", "second"), committedTexts(broker, "alerts"));
        }
    }

    @Test
    void aKilledBrokersRecordsAreThereAfterARestartOnTheSamePort(@TempDir Path folder) throws Exception {
        int port = freePort();
        Process process = brokerProcess(folder, port);
        String bootstrap = firstLine(process);
        Records.createTopic(bootstrap, "alerts");
        Records.send(bootstrap, "alerts", "sent before the kill".getBytes(UTF_8));
        process.destroyForcibly().waitFor();

        BrokerSettings settings = BrokerSettings.temporary().in(folder).onPort(port);
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
            assertEquals(bootstrap, broker.bootstrapServers());
            assertEquals(List.of("sent before the kill"), committedTexts(broker, "alerts"));
        }
    }

    @Test
    void aBrokerProcessStopsWhenItsInputEnds(@TempDir Path folder) throws Exception {
        Process process = brokerProcess(folder, 0);
        assertTrue(firstLine(process).startsWith("127.0.0.1:"));
        process.getOutputStream().close();
        assertEquals(0, process.waitFor());
    }

    @Test
    void twoBrokersInOneProcessKeepTheirRecordsApart() throws Exception {
        try (EmbeddedBroker one = EmbeddedBroker.start();
                EmbeddedBroker other = EmbeddedBroker.start()) {
            for (EmbeddedBroker broker : List.of(one, other)) {
                Records.createTopic(broker.bootstrapServers(), "alerts");
            }
            Records.send(one.bootstrapServers(), "alerts", "to one".getBytes(UTF_8));
            assertEquals(List.of("to one"), committedTexts(one, "alerts"));
            assertEquals(List.of(), committedTexts(other, "alerts"));
        }
    }

    @Test
    void anAbortedTransactionIsNotRead() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            Records.createTopic(broker.bootstrapServers(), "scores");
            try (KafkaProducer<byte[], byte[]> producer =
                    Records.producer(broker.bootstrapServers(), Map.of("transactional.id", "task-0"))) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("scores", "aborted".getBytes(UTF_8)))
                        .get();
                producer.abortTransaction();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("scores", "committed".getBytes(UTF_8)))
                        .get();
                producer.commitTransaction();
            }
            assertEquals(List.of("committed"), committedTexts(broker, "scores"));
        }
    }

    @Test
    void anEightMebibytePacketPasses() throws Exception {
        byte[] packet = new byte[8 * 1024 * 1024];
        packet[packet.length - 1] = 42;
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            Records.createTopic(broker.bootstrapServers(), "alerts");
            Records.send(broker.bootstrapServers(), "alerts", packet);
            assertArrayEquals(
                    packet,
                    Records.committed(broker.bootstrapServers(), "alerts").get(0));
        }
    }

    @Test
    void aMisspeltTopicIsNotCreatedOnTheFly() {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                KafkaProducer<byte[], byte[]> producer =
                        Records.producer(broker.bootstrapServers(), Map.of("max.block.ms", 1500))) {
            ExecutionException error = assertThrows(
                    ExecutionException.class,
                    () -> producer.send(new ProducerRecord<>("alertz", new byte[1]))
                            .get());
            assertTrue(
                    error.getCause() instanceof UnknownTopicOrPartitionException
                            || error.getMessage().contains("alertz not present"),
                    error.toString());
        }
    }

    @Test
    void aTemporaryFolderGoesWithItsBroker() {
        EmbeddedBroker broker = EmbeddedBroker.start();
        assertTrue(Files.isDirectory(broker.folder()));
        broker.close();
        broker.close();
        assertFalse(Files.exists(broker.folder()));
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            BrokerSettings settings = BrokerSettings.temporary().onPort(taken.getLocalPort());
            String message = refusal(settings);
            assertTrue(message.contains("port " + taken.getLocalPort() + " "), message);
        }
    }

    @Test
    void aFolderInUseIsNamedAndItsBrokerGoesOn(@TempDir Path folder) throws Exception {
        BrokerSettings settings = BrokerSettings.temporary().in(folder);
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
            String message = refusal(settings);
            assertTrue(message.contains(folder + " is in use by another broker"), message);
            Records.createTopic(broker.bootstrapServers(), "alerts");
            Records.send(broker.bootstrapServers(), "alerts", "still here".getBytes(UTF_8));
            assertEquals(List.of("still here"), committedTexts(broker, "alerts"));
        }
    }

    @Test
    void aFolderWithOtherFilesIsLeftAlone(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("thesis.tex"), "draft");
        String message = refusal(BrokerSettings.temporary().in(folder));
        assertTrue(message.contains(folder + " is not empty and holds no Kafka data"), message);
        assertFalse(Files.exists(folder.resolve("meta.properties")));
    }

    @Test
    void aPropertyThatKafkaRejectsIsNamed() {
        String message = refusal(BrokerSettings.temporary().with("message.max.bytes", "lots"));
        assertTrue(message.contains("message.max.bytes") && message.contains("lots"), message);
    }

    @Test
    void settingsDoNotShowPasswords() {
        BrokerSettings settings = BrokerSettings.temporary().with("ssl.keystore.password", "hunter2");
        assertFalse(settings.toString().contains("hunter2"), settings.toString());
        assertTrue(settings.toString().contains("ssl.keystore.password"), settings.toString());
    }

    private static String refusal(BrokerSettings settings) {
        return assertThrows(KafkaSetupException.class, () -> EmbeddedBroker.start(settings))
                .getMessage();
    }

    private static List<String> committedTexts(EmbeddedBroker broker, String topic) {
        return Records.committed(broker.bootstrapServers(), topic).stream()
                .map(value -> new String(value, UTF_8))
                .toList();
    }

    private static Process brokerProcess(Path folder, int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedBrokerProcess.class.getName(),
                        folder.toString(),
                        Integer.toString(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String firstLine(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
