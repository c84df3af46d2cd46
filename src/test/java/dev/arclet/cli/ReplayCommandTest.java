package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.TestPackets;
import dev.arclet.kafka.TestKafka;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
    @TempDir
    Path folder;

    private final StringWriter errors = new StringWriter();

    private int replay(String... arguments) {
        List<String> call = new ArrayList<>(List.of("replay"));
        call.addAll(List.of(arguments));
        return Arclet.commandLine().setErr(new PrintWriter(errors)).execute(call.toArray(String[]::new));
    }

    @Test
    void aFolderOfAlertsArrivesInTheTopicAsItIs() throws Exception {
        byte[] alert = TestPackets.wire(TestPackets.alert());
        byte[] container = TestPackets.container(TestPackets.alert());
        Files.write(folder.resolve("1.bin"), alert);
        Files.write(folder.resolve("2.avro"), container);
        Files.writeString(folder.resolve("README"), "two alerts");

        try (TestKafka broker = TestKafka.start()) {
            int exitCode = replay(folder.toString(), "--topic", "alerts", "--bootstrap", broker.bootstrapServers());

            assertEquals(0, exitCode, errors.toString());
            List<ConsumerRecord<byte[], byte[]>> received = receive(broker, "alerts", 2);
            assertArrayEquals(alert, received.get(0).value());
            assertArrayEquals(container, received.get(1).value());
            for (ConsumerRecord<byte[], byte[]> record : received) {
                assertNull(record.key());
                assertNotNull(record.headers().lastHeader("producer_timestamp"));
            }
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> receive(TestKafka broker, String topic, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", broker.bootstrapServers(), "group.id", "test", "auto.offset.reset", "earliest");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
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

    @Test
    void aKilledReplayGoesOnWhereItWasAndLosesNothing() throws Exception {
        Path night = folder.resolve("night");
        Files.createDirectory(night);
        for (int i = 1; i <= 400; i++) {
            Files.write(night.resolve("%03d".formatted(i)), TestPackets.wire(alert(i)));
        }
        Path position = folder.resolve("position");
        try (TestKafka broker = TestKafka.start()) {
            List<String> call = List.of(
                    "replay",
                    night.toString(),
                    "--topic",
                    "alerts",
                    "--bootstrap",
                    broker.bootstrapServers(),
                    "--rate",
                    "200",
                    "--resume",
                    position.toString());
            try (ArcletProcess killed = ArcletProcess.start(folder, call)) {
                while (!Files.exists(position) && killed.isAlive()) {
                    Thread.sleep(20);
                }
                killed.kill();
            }
            String kept = Files.readString(position);
            assertTrue(kept.contains("done=false"), kept);

            try (ArcletProcess resumed = ArcletProcess.start(folder, call)) {
                assertTrue(List.of(0, 3).contains(resumed.awaitExit(60)), resumed::output);
                assertTrue(resumed.output().contains("goes on behind "), resumed::output);
            }
            try (ArcletProcess again = ArcletProcess.start(folder, call)) {
                assertEquals(0, again.awaitExit(60), again::output);
                assertTrue(again.output().contains("says that all is sent; remove it"), again::output);
            }

            Set<Long> sources = new TreeSet<>();
            int records = 0;
            for (ConsumerRecord<byte[], byte[]> record : receiveAll(broker)) {
                sources.add(TestPackets.decoder().decode(record.value()).sourceId());
                records++;
            }
            assertEquals(400, sources.size());
            // At 200 a second, with the position a fifth of a second behind; the rest is what was under way.
            assertTrue(records < 600, records + " records of 400 alerts");
        }
    }

    private static GenericRecord alert(long id) {
        GenericRecord alert = TestPackets.alertWithSource("diaSourceId", id);
        alert.put("diaSourceId", id);
        return alert;
    }

    private static List<ConsumerRecord<byte[], byte[]>> receiveAll(TestKafka broker) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("alerts").stream()
                    .map(info -> new TopicPartition("alerts", info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    @Test
    void everyCodecArrivesInATopicOfTheRunsOwn() throws Exception {
        Path file = Files.write(folder.resolve("alert"), TestPackets.wire(TestPackets.alert()));
        try (TestKafka broker = TestKafka.start()) {
            for (String codec : List.of("none", "gzip", "snappy", "lz4", "zstd")) {
                int exitCode = replay(
                        file.toString(),
                        "--topic",
                        "alerts",
                        "--run-id",
                        codec,
                        "--compression",
                        codec,
                        "--speed",
                        "max",
                        "--bootstrap",
                        broker.bootstrapServers());
                assertEquals(0, exitCode, errors.toString());
                assertArrayEquals(
                        TestPackets.wire(TestPackets.alert()),
                        receive(broker, "alerts-" + codec, 1).get(0).value());
            }
        }
    }

    @Test
    void aRateThatCannotBeKeptIsConfessedInWordsAndExitCode() throws Exception {
        for (int i = 1; i <= 2_000; i++) {
            Files.write(folder.resolve("alert%04d".formatted(i)), TestPackets.wire(alert(i)));
        }
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (TestKafka broker = TestKafka.start()) {
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            int exitCode = replay(
                    folder.toString(),
                    "--topic",
                    "alerts",
                    "--rate",
                    "1000000",
                    "--tolerance",
                    "0.001",
                    "--bootstrap",
                    broker.bootstrapServers());
            assertEquals(3, exitCode, said::toString);
        } finally {
            System.setErr(before);
        }
        assertTrue(
                said.toString(StandardCharsets.UTF_8).contains("fell behind: figures taken from this replay"),
                said::toString);
        assertTrue(
                said.toString(StandardCharsets.UTF_8).contains("asked for 1,000,000.0/s, achieved "), said::toString);
    }

    @Test
    void contradictionsAreWrongCalls() {
        assertEquals(2, replay("n.avro", "--topic", "t", "--rate", "10", "--speed", "2"));
        assertEquals(2, replay("n.avro", "--topic", "t", "--rate", "0"));
        assertEquals(2, replay("n.avro", "--topic", "t", "--visits", "7-3"));
        assertEquals(2, replay("n.avro", "--topic", "t", "--from", "61369", "--to", "61368"));
        assertEquals(2, replay("n.avro", "--topic", "t", "--run-id", "a_b"));
        for (String message : List.of(
                "--rate 10.0 and --speed 2.0x contradict each other; give one of them",
                "--rate is 0.0; give alerts a second",
                "--visits: visits are '7-3'; give the first and the last",
                "ends (2026-11-23T23:59:23Z) before it begins",
                "--run-id is 'a_b'; give letters, digits and '-'")) {
            assertTrue(errors.toString().contains(message), errors.toString());
        }
    }
}
