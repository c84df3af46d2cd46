package dev.arclet.stream;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Sets where a stream begins, before it starts. */
public final class StartAt {
    private StartAt() {}

    /**
     * Makes the stream begin with the alerts whose record time is {@code start} or later; a partition without such alerts begins at its end.
     * A topic that is made later begins at its beginning.
     *
     * @throws BlockedRoadException if the offsets can't be set, as when another instance of the stream is running
     */
    public static void timestamp(Instant start, StreamSettings settings, Properties client)
            throws InterruptedException {
        try (Admin admin = Admin.create(client)) {
            List<String> topics =
                    settings.alertTopics().among(admin.listTopics().names().get());
            Map<TopicPartition, ListOffsetsResultInfo> atStart =
                    offsets(admin, topics, OffsetSpec.forTimestamp(start.toEpochMilli()));
            Map<TopicPartition, ListOffsetsResultInfo> ends = offsets(admin, topics, OffsetSpec.latest());
            Map<TopicPartition, OffsetAndMetadata> wanted = new HashMap<>();
            atStart.forEach((partition, info) -> wanted.put(
                    partition,
                    new OffsetAndMetadata(
                            info.offset() >= 0
                                    ? info.offset()
                                    : ends.get(partition).offset())));
            admin.alterConsumerGroupOffsets(settings.applicationId(), wanted)
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new BlockedRoadException(
                    "can't begin " + settings.alerts() + " at " + start + ": "
                            + e.getCause().getMessage() + "; stop every other instance of " + settings.applicationId()
                            + " first",
                    e.getCause());
        }
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> offsets(Admin admin, List<String> topics, OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (TopicDescription topic :
                admin.describeTopics(topics).allTopicNames().get().values()) {
            topic.partitions().forEach(p -> wanted.put(new TopicPartition(topic.name(), p.partition()), spec));
        }
        return admin.listOffsets(wanted).all().get();
    }
}
