package dev.arclet.cli;

import dev.arclet.config.PipelineConfig;
import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.Cluster;
import dev.arclet.kafka.Topics;
import dev.arclet.stream.AlertTopics;
import dev.arclet.stream.StreamsProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics that a pipeline reads and writes, made where they are missing. */
final class StreamTopics {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private StreamTopics() {}

    /**
     * Makes the output topics, and the alerts topic too if {@code ownBroker}; on someone's Kafka a missing alerts topic is a mistake in a name,
     * and so is, anywhere, a pattern that no topic fits.
     */
    static void ensure(PipelineConfig config, ClientSettings client, boolean ownBroker) throws InterruptedException {
        List<NewTopic> wanted = new ArrayList<>();
        wanted.add(outputTopic(config, config.stream().scores()));
        wanted.add(outputTopic(config, config.stream().candidates()));
        config.outputTopics().forEach(more -> wanted.add(outputTopic(config, more.topic())));
        wanted.add(topic(config, config.stream().deadLetters()));
        try (Admin admin = Cluster.connect(client, PATIENCE)) {
            AlertTopics alerts = config.stream().alertTopics();
            if (ownBroker && !alerts.isPattern()) {
                wanted.add(topic(config, alerts.text()));
            } else {
                for (String topic : require(alerts, admin)) {
                    Topics.require(admin, topic);
                }
            }
            Topics.ensure(admin, wanted);
        }
    }

    private static List<String> require(AlertTopics alerts, Admin admin) throws InterruptedException {
        if (!alerts.isPattern()) {
            return List.of(alerts.text());
        }
        List<String> found = alerts.among(Topics.names(admin));
        if (found.isEmpty()) {
            throw new UserError("no topic on this Kafka fits alerts.topic, " + alerts
                    + "; create the first, or correct the pattern" + " ('*' stands for letters, digits, '.' and '_')");
        }
        return found;
    }

    /** @throws UserError if alerts come from topics by pattern; whoever sends alerts must know where to */
    static String oneForAlerts(PipelineConfig config, String who) {
        AlertTopics alerts = config.stream().alertTopics();
        if (alerts.isPattern()) {
            throw new UserError(config.mistake(
                    "alerts.topic",
                    "is " + alerts + ", a pattern, and " + who
                            + " sends alerts to one topic; give its name by --set alerts.topic=NAME"));
        }
        return alerts.text();
    }

    private static NewTopic outputTopic(PipelineConfig config, String name) {
        return config.topicAppendTime()
                ? topic(config, name, Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"))
                : topic(config, name);
    }

    private static NewTopic topic(PipelineConfig config, String name) {
        return topic(config, name, Map.of());
    }

    /** Candidates carry pictures, and dead letters what was sent, however large. */
    private static NewTopic topic(PipelineConfig config, String name, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(StreamsProperties.LARGEST_RECORD));
        return new NewTopic(name, Optional.of(config.topicPartitions()), config.topicReplication()).configs(settings);
    }
}
