package dev.arclet.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that a pipeline's topics are there and ready before anything is sent to them.
 *
 * <p>"Ready" is more than "created": on a fresh topic an idempotent producer's first sends can hang for good
 * (KAFKA-15591), so both methods wait until the leader of every partition answers.
 */
public final class Topics {

    private static final Logger log = LoggerFactory.getLogger(Topics.class);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final long RETRY_MILLIS = 50;

    private Topics() {}

    /**
     * A topic that was there before, with another number of partitions than asked for. It is left as it is.
     *
     * @param topic its name
     * @param wanted partitions asked for
     * @param found partitions it has
     */
    public record Mismatch(String topic, int wanted, int found) {}

    /**
     * Creates the topics that are missing, with their partitions, replicas and configs, and waits until every partition
     * of every topic answers, 30 s at most. Topics that exist are taken as they are, so a cluster where Arclet may not
     * create any works when its operator has created them.
     *
     * @return the topics whose partitions differ from what was asked for; each is logged as well
     * @throws KafkaSetupException when a topic can't be created or isn't ready in time
     */
    public static List<Mismatch> ensure(Admin admin, Collection<NewTopic> topics) throws InterruptedException {
        Map<String, NewTopic> wanted = new LinkedHashMap<>();
        topics.forEach(topic -> wanted.put(topic.name(), topic));

        Map<String, NewTopic> missing = new LinkedHashMap<>(wanted);
        missing.keySet().removeAll(describe(admin, wanted.keySet()).keySet());
        create(admin, missing.values());

        List<Mismatch> mismatches = mismatches(wanted, awaitReady(admin, wanted.keySet()));
        for (Mismatch mismatch : mismatches) {
            log.warn(
                    "topic {} has {} partitions where {} were asked for; it stays as it is",
                    mismatch.topic(),
                    mismatch.found(),
                    mismatch.wanted());
        }
        return mismatches;
    }

    /**
     * Waits until every partition of a topic that someone else creates answers.
     *
     * @return the topic's number of partitions
     * @throws KafkaSetupException when there is no such topic, or it isn't ready within 30 s
     */
    public static int require(Admin admin, String topic) throws InterruptedException {
        if (describe(admin, List.of(topic)).isEmpty()) {
            throw new KafkaSetupException("Kafka has no topic %s; create it, or correct the name".formatted(topic));
        }
        return awaitReady(admin, List.of(topic)).get(topic).partitions().size();
    }

    /** The names of all topics, but for Kafka's own. */
    public static Set<String> names(Admin admin) throws InterruptedException {
        return Answers.get(admin.listTopics().names(), "list the topics");
    }

    /** Those of the topics that exist. */
    private static Map<String, TopicDescription> describe(Admin admin, Collection<String> names)
            throws InterruptedException {
        Map<String, TopicDescription> existing = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer :
                admin.describeTopics(names).topicNameValues().entrySet()) {
            String name = answer.getKey();
            Optional<TopicDescription> description = Answers.getUnless(
                    UnknownTopicOrPartitionException.class, answer.getValue(), "look up topic " + name);
            description.ifPresent(found -> existing.put(name, found));
        }
        return existing;
    }

    private static void create(Admin admin, Collection<NewTopic> missing) throws InterruptedException {
        if (missing.isEmpty()) {
            return;
        }
        for (Map.Entry<String, KafkaFuture<Void>> answer :
                admin.createTopics(missing).values().entrySet()) {
            // Another instance that starts at the same time may be faster, which is as good.
            Answers.getUnless(TopicExistsException.class, answer.getValue(), "create topic " + answer.getKey());
        }
    }

    private static Map<String, TopicDescription> awaitReady(Admin admin, Collection<String> names)
            throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            try {
                return ready(admin, names);
            } catch (KafkaSetupException e) {
                if (!isPassing(e.getCause()) || System.nanoTime() - start > LONGEST_WAIT.toNanos()) {
                    throw e;
                }
            }
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
    }

    /** A fresh topic that isn't known to every thread of the broker yet; a time-out was long enough by itself. */
    private static boolean isPassing(Throwable error) {
        return error instanceof RetriableException && !(error instanceof TimeoutException);
    }

    private static Map<String, TopicDescription> ready(Admin admin, Collection<String> names)
            throws InterruptedException {
        Map<String, TopicDescription> descriptions =
                Answers.get(admin.describeTopics(names).allTopicNames(), "look up the topics " + names);
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        descriptions.forEach((name, description) -> {
            for (TopicPartitionInfo partition : description.partitions()) {
                ends.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest());
            }
        });
        Answers.get(admin.listOffsets(ends).all(), "reach the leader of every partition of " + names);
        return descriptions;
    }

    private static List<Mismatch> mismatches(Map<String, NewTopic> wanted, Map<String, TopicDescription> found) {
        List<Mismatch> mismatches = new ArrayList<>();
        wanted.forEach((name, topic) -> {
            int partitions = found.get(name).partitions().size();
            boolean leftToTheBroker = topic.numPartitions() < 0;
            if (!leftToTheBroker && topic.numPartitions() != partitions) {
                mismatches.add(new Mismatch(name, topic.numPartitions(), partitions));
            }
        });
        return mismatches;
    }
}
