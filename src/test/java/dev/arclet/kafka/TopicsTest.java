package dev.arclet.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static TestKafka kafka;

    @BeforeAll
    static void startKafka() {
        kafka = TestKafka.start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void missingTopicsAreCreatedWithTheirPartitionsAndConfigs() throws Exception {
        NewTopic scores = new NewTopic("scores", 3, (short) 1).configs(Map.of("retention.ms", "3600000"));
        try (Admin admin = Cluster.connect(kafka.clients(), PATIENCE)) {
            assertEquals(List.of(), Topics.ensure(admin, List.of(scores, new NewTopic("letters", 1, (short) 1))));
        }
        assertEquals(3, partitions("scores"));
        assertEquals(1, partitions("letters"));
        assertEquals("3600000", config("scores", "retention.ms"));
    }

    @Test
    void topicsThatExistAreTakenAsTheyAre() throws Exception {
        try (Admin admin = Cluster.connect(kafka.clients(), PATIENCE)) {
            Topics.ensure(admin, List.of(new NewTopic("alerts", 4, (short) 1)));
            assertEquals(List.of(), Topics.ensure(admin, List.of(new NewTopic("alerts", 4, (short) 1))));
            assertEquals(
                    List.of(new Topics.Mismatch("alerts", 6, 4)),
                    Topics.ensure(admin, List.of(new NewTopic("alerts", 6, (short) 1))));
        }
        assertEquals(4, partitions("alerts"));
    }

    @Test
    void theBrokersOwnNumberOfPartitionsIsNoMismatch() throws Exception {
        try (Admin admin = Cluster.connect(kafka.clients(), PATIENCE)) {
            NewTopic asTheBrokerLikes = new NewTopic("default", Optional.empty(), Optional.empty());
            assertEquals(List.of(), Topics.ensure(admin, List.of(asTheBrokerLikes)));
            assertEquals(List.of(), Topics.ensure(admin, List.of(asTheBrokerLikes)));
        }
    }

    @Test
    void anIdempotentProducerWritesToEveryPartitionOfManyFreshTopics() throws Exception {
        try (Admin admin = Cluster.connect(kafka.clients(), PATIENCE)) {
            for (int round = 0; round < 12; round++) {
                String topic = "fresh-" + round;
                Topics.ensure(admin, List.of(new NewTopic(topic, 4, (short) 1)));
                try (KafkaProducer<byte[], byte[]> producer = Records.producer(
                        kafka.clients().bootstrap(),
                        Map.of(
                                "enable.idempotence",
                                true,
                                "delivery.timeout.ms",
                                10_000,
                                "request.timeout.ms",
                                5_000))) {
                    for (int partition = 0; partition < 4; partition++) {
                        assertEquals(
                                0,
                                producer.send(new ProducerRecord<>(topic, partition, null, new byte[1]))
                                        .get()
                                        .offset());
                    }
                }
            }
        }
    }

    @Test
    void severalInstancesMayStartAtOnce() throws Exception {
        List<NewTopic> wanted = List.of(new NewTopic("shared", 2, (short) 1));
        Callable<List<Topics.Mismatch>> instance = () -> {
            try (Admin admin = Cluster.connect(kafka.clients(), PATIENCE)) {
                return Topics.ensure(admin, wanted);
            }
        };
        ExecutorService instances = Executors.newFixedThreadPool(4);
        try {
            for (Future<List<Topics.Mismatch>> answer : instances.invokeAll(Collections.nCopies(4, instance))) {
                assertEquals(List.of(), answer.get());
            }
        } finally {
            instances.shutdownNow();
        }
    }

    @Test
    void aTopicThatSomeoneElseMakesIsRequired() throws Exception {
        try (Admin admin = Cluster.connect(kafka.clients(), PATIENCE)) {
            Topics.ensure(admin, List.of(new NewTopic("theirs", 5, (short) 1)));
            assertEquals(5, Topics.require(admin, "theirs"));
            String message = assertThrows(KafkaSetupException.class, () -> Topics.require(admin, "thiers"))
                    .getMessage();
            assertTrue(message.contains("no topic thiers"), message);
        }
    }

    @Test
    void aTopicThatTheClusterCantHoldIsNamed() throws Exception {
        try (Admin admin = Cluster.connect(kafka.clients(), PATIENCE)) {
            List<NewTopic> tooManyReplicas = List.of(new NewTopic("tripled", 1, (short) 3));
            String message = assertThrows(KafkaSetupException.class, () -> Topics.ensure(admin, tooManyReplicas))
                    .getMessage();
            assertTrue(message.contains("could not create topic tripled"), message);
        }
    }

    private static int partitions(String topic) throws Exception {
        try (Admin admin = Admin.create(kafka.clients().admin())) {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .size();
        }
    }

    private static String config(String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(kafka.clients().admin())) {
            return admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .get(resource)
                    .get(name)
                    .value();
        }
    }
}
