package dev.arclet.load.target;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How many records of its topics a consumer group has not committed, as Kafka's own tools tell it. With commits once a second it is at
 * least a second's records. For one thread.
 */
public final class StreamLag implements Supplier<OptionalLong>, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final Admin admin;
    private final String group;

    /**
     * @param settings of an admin client
     * @param group the application's id
     */
    public StreamLag(Properties settings, String group) {
        this.admin = Admin.create(settings);
        this.group = group;
    }

    /** The records; empty if Kafka does not say so at once. */
    @Override
    public OptionalLong get() {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
            committed.forEach((partition, offset) -> wanted.put(partition, OffsetSpec.latest()));
            var ends = admin.listOffsets(wanted).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            long lag = 0;
            for (Map.Entry<TopicPartition, OffsetAndMetadata> one : committed.entrySet()) {
                if (one.getValue() != null) {
                    lag += Math.max(
                            0, ends.get(one.getKey()).offset() - one.getValue().offset());
                }
            }
            return committed.isEmpty() ? OptionalLong.empty() : OptionalLong.of(lag);
        } catch (ExecutionException | TimeoutException e) {
            return OptionalLong.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
