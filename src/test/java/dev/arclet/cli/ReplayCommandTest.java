package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.TestPackets;
import dev.arclet.kafka.EmbeddedBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandTest {
    @TempDir
    Path folder;

    private final StringWriter errors = new StringWriter();

    private int replay(String... arguments) {
        CommandLine command = new CommandLine(new ReplayCommand()).setErr(new PrintWriter(errors));
        command.setExecutionExceptionHandler((e, failed, parsed) -> {
            failed.getErr().println(e.getMessage());
            return 1;
        });
        return command.execute(arguments);
    }

    @Test
    void aFolderOfAlertsArrivesInTheTopicAsItIs() throws Exception {
        byte[] alert = TestPackets.wire(TestPackets.alert());
        byte[] container = TestPackets.container(TestPackets.alert());
        Files.write(folder.resolve("1.bin"), alert);
        Files.write(folder.resolve("2.avro"), container);
        Files.writeString(folder.resolve("README"), "two alerts");

        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            int exitCode = replay(folder.toString(), "--topic", "alerts", "--bootstrap", broker.bootstrapServers());

            assertEquals(0, exitCode, errors.toString());
            List<ConsumerRecord<byte[], byte[]>> received = receive(broker, 2);
            assertArrayEquals(alert, received.get(0).value());
            assertArrayEquals(container, received.get(1).value());
            for (ConsumerRecord<byte[], byte[]> record : received) {
                assertNull(record.key());
                assertNotNull(record.headers().lastHeader("producer_timestamp"));
            }
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> receive(EmbeddedBroker broker, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", broker.bootstrapServers(), "group.id", "test", "auto.offset.reset", "earliest");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("alerts"));
            for (int tries = 0; tries < 60 && records.size() < count; tries++) {
                consumer.poll(Duration.ofMillis(500)).forEach(records::add);
            }
        }
        assertEquals(count, records.size());
        return records;
    }

    @Test
    void aWrongSpeedIsAWrongCall() {
        assertEquals(2, replay("night.avro", "--topic", "alerts", "--speed", "fast"));
        assertTrue(errors.toString().contains("speed is 'fast'; give a number above 0, or max"), errors.toString());
    }

    @Test
    void aMissingFileIsNamedBeforeKafkaIsLookedFor() {
        assertEquals(1, replay(folder.resolve("night.avro").toString(), "--topic", "alerts"));
        assertTrue(errors.toString().contains("night.avro is not there; give a file"), errors.toString());
    }
}
