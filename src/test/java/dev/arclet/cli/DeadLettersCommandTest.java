package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.kafka.TestKafka;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersCommandTest {
    private final Instant evening = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);

    private static TestKafka broker;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private String alerts;
    private String letters;

    @BeforeAll
    static void start() {
        broker = TestKafka.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void makeTopics(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName();
        alerts = name + "-alerts";
        letters = name + "-letters";
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(alerts, 1, (short) 1), new NewTopic(letters, 2, (short) 1)))
                    .all()
                    .get();
        }
    }

    @Test
    void lettersAreCountedByTheirReasonTheMostFrequentFirst() throws Exception {
        send(letter("framing", "no alert", 0, "a"), 0);
        send(letter("schema", "id 1200 is in no registry", 1, "b"), 0);
        send(letter("schema", "id 1201 is in no registry", 2, "c"), 1);

        assertEquals(0, run("list"), errors.toString());

        List<String> lines = out.toString().lines().toList();
        assertTrue(
                lines.get(1)
                        .matches("schema +2 +0 +" + evening.plusSeconds(1) + " +" + evening.plusSeconds(2) + " +"
                                + letters + "/1/0 .*"),
                lines.get(1));
        assertTrue(lines.get(1).endsWith("id 1201 is in no registry"), lines.get(1));
        assertTrue(lines.get(2).matches("framing +1 .*no alert"), lines.get(2));
        assertEquals("3 dead letters in " + letters, lines.get(3));
    }

    @Test
    void aChoiceIsMadeByReasonMessageAndTime() throws Exception {
        send(letter("framing", "no alert", 0, "a"), 0);
        send(letter("schema", "id 1200 is in no registry", 10, "b"), 0);
        send(letter("schema", "id 1201 is in no registry", 20, "c"), 0);

        assertEquals(
                0,
                run(
                        "list",
                        "--format",
                        "jsonl",
                        "--reason",
                        "schema",
                        "--match",
                        "120[01]",
                        "--since",
                        evening.plusSeconds(15).toString()));

        List<String> lines = out.toString().lines().toList();
        assertEquals(1, lines.size(), out.toString());
        assertTrue(lines.get(0).contains("\"origin\":\"" + alerts + "/0/20\""), lines.get(0));
    }

    @Test
    void aTopicWithoutLettersHoldsNone() {
        assertEquals(0, run("list"));
        assertEquals("0 dead letters in " + letters, out.toString().strip());
    }

    @Test
    void oneIsShownWithAllThatIsKnownAndItsPacketSaved() throws Exception {
        ProducerRecord<byte[], byte[]> letter = letter("framing", "no \u001b[2J alert", 7, "packet");
        letter.headers().add("producer_timestamp", text("1795000000123.5"));
        send(letter, 0);
        Path file = folder.resolve("packet.bin");

        assertEquals(0, execute("show", letters + "/0/0", "--save", file.toString(), "--trace"), errors.toString());

        assertTrue(out.toString().contains("message     no  [2J alert"), out.toString());
        assertTrue(out.toString().contains("alert       " + alerts + "/0/7"), out.toString());
        assertTrue(out.toString().contains("header      producer_timestamp = 1795000000123.5"), out.toString());
        assertTrue(out.toString().contains("value       6 bytes, the packet: packet"), out.toString());
        assertTrue(out.toString().contains("at the place"), out.toString());
        assertFalse(out.toString().contains("\u001b"), "no letter may steer the terminal");
        assertEquals("packet", Files.readString(file));
    }

    @Test
    void aPlaceWithoutARecordIsNamed() {
        assertEquals(1, execute("show", letters + "/0/5"));
        assertTrue(errors.toString().contains("there is no record at " + letters + "/0/5"), errors.toString());
    }

    @Test
    void whatIsChosenIsSentAgainAsItCame() throws Exception {
        ProducerRecord<byte[], byte[]> letter = letter("schema", "id 1200 is in no registry", 3, "packet");
        letter.headers().add("producer_timestamp", text("1795000000123.5"));
        send(letter, 1);
        send(letter("framing", "no alert", 4, "junk"), 0);

        assertEquals(0, run("replay", "--reason", "schema"), errors.toString());

        assertEquals("1 alerts sent again to " + alerts, out.toString().strip());
        List<ConsumerRecord<byte[], byte[]>> again = read(alerts);
        assertEquals(1, again.size());
        assertArrayEquals(text("packet"), again.get(0).value());
        assertEquals(evening.plusSeconds(3).toEpochMilli(), again.get(0).timestamp());
        assertEquals(
                List.of("producer_timestamp", "arclet.replayed"),
                Arrays.stream(again.get(0).headers().toArray())
                        .map(header -> header.key())
                        .toList());
        assertEquals(
                letters + "/1/0",
                new String(again.get(0).headers().lastHeader("arclet.replayed").value(), StandardCharsets.UTF_8));
    }

    @Test
    void anAlertThatFailedAgainIsSentForItsLastLetterOnly() throws Exception {
        send(letter("schema", "id 1200 is in no registry", 3, "packet"), 0);
        ProducerRecord<byte[], byte[]> second = letter("schema", "id 1200 is in no registry", 9, "packet");
        second.headers().add("arclet.replayed", text(letters + "/0/0"));
        send(second, 0);

        assertEquals(0, run("replay", "--all"), errors.toString());

        assertTrue(out.toString().startsWith("1 alerts sent again to " + alerts), out.toString());
        assertTrue(
                out.toString().contains("1 letters passed over: their alerts were sent again before"), out.toString());
        assertEquals(1, read(alerts).size());
    }

    @Test
    void whereALetterHoldsOnlyWhatWasLeftThePacketIsFetchedFromItsTopic() throws Exception {
        send(new ProducerRecord<>(alerts, 0, evening.toEpochMilli(), null, text("packet")), 0);
        ProducerRecord<byte[], byte[]> kept = letter("picture_rejected", "no score", 0, "remains");
        kept.headers().add("arclet.value", text("cut_out.avsc"));
        send(kept, 0);
        ProducerRecord<byte[], byte[]> gone = letter("picture_rejected", "no score", 77, "remains");
        gone.headers().add("arclet.value", text("cut_out.avsc"));
        send(gone, 0);

        assertEquals(1, run("replay", "--reason", "picture_rejected"), errors.toString());

        assertTrue(out.toString().contains("1 alerts sent again to " + alerts), out.toString());
        assertTrue(out.toString().contains("1 alerts are gone from their topics"), out.toString());
        List<ConsumerRecord<byte[], byte[]>> all = read(alerts);
        assertEquals(2, all.size());
        assertArrayEquals(text("packet"), all.get(1).value());
    }

    @Test
    void aTopicThatIsNoMoreIsNamedAndNotMadeAgain() throws Exception {
        String now = alerts;
        alerts = "retired-alerts";
        send(letter("schema", "id 1200 is in no registry", 3, "packet"), 0);
        alerts = now;

        assertEquals(1, run("replay", "--all"));
        assertTrue(
                errors.toString().contains("topic retired-alerts, from which the alert of letter " + letters + "/0/0"),
                errors.toString());

        assertEquals(0, run("replay", "--all", "--to", alerts), errors.toString());
        assertEquals(1, read(alerts).size());
    }

    @Test
    void aDryRunSendsNothing() throws Exception {
        send(letter("schema", "id 1200 is in no registry", 3, "packet"), 0);

        assertEquals(0, run("replay", "--all", "--dry-run"), errors.toString());

        assertEquals("1 alerts would be sent again to " + alerts, out.toString().strip());
        assertEquals(List.of(), read(alerts));
    }

    @Test
    void aReplayWithoutAChoiceIsAWrongCall() {
        assertEquals(2, run("replay"));
        assertTrue(errors.toString().contains("say which to send again: --all, or some of"), errors.toString());
    }

    @Test
    void aTimeThatIsNoneIsAWrongCall() {
        assertEquals(2, run("list", "--since", "yesterday"));
        assertTrue(errors.toString().contains("is 'yesterday'; give a time such as"), errors.toString());
    }

    private int run(String command, String... arguments) {
        List<String> call = new ArrayList<>(List.of(command, "--topic", letters));
        call.addAll(List.of(arguments));
        return execute(call.toArray(String[]::new));
    }

    private int execute(String... arguments) {
        List<String> call = new ArrayList<>(List.of("dead-letters"));
        call.addAll(List.of(arguments));
        call.addAll(List.of("--bootstrap", broker.bootstrapServers()));
        return Arclet.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(errors))
                .execute(call.toArray(String[]::new));
    }

    /** A letter about the alert that was at this offset, so many seconds into the evening. */
    private ProducerRecord<byte[], byte[]> letter(String reason, String message, int offset, String value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(letters, null, evening.plusSeconds(offset).toEpochMilli(), null, text(value));
        record.headers()
                .add("__streams.errors.exception", text("dev.arclet.stream.DeadAlertException"))
                .add("__streams.errors.message", text(message))
                .add("__streams.errors.stacktrace", text("failure\n\tat the place"))
                .add("__streams.errors.topic", text(alerts))
                .add("__streams.errors.partition", text("0"))
                .add("__streams.errors.offset", text(Integer.toString(offset)))
                .add("arclet.reason", text(reason));
        return record;
    }

    private static void send(ProducerRecord<byte[], byte[]> record, int partition) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            record.topic(),
                            partition,
                            record.timestamp(),
                            record.key(),
                            record.value(),
                            record.headers()))
                    .get();
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    private static byte[] text(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
