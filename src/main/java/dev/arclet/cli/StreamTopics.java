package dev.arclet.cli;

import dev.arclet.config.PipelineConfig;
import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics that a pipeline reads and writes, made where they are missing. */
final class StreamTopics {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private StreamTopics() {}

    /**
     * Makes the output topics, and the alerts topic too if {@code ownBroker}; on someone's Kafka a missing alerts topic is a mistake in a name.
     */
    static void ensure(PipelineConfig config, ClientSettings client, boolean ownBroker) {
        List<NewTopic> wanted = new ArrayList<>();
        wanted.add(topic(config, config.stream().scores()));
        wanted.add(topic(config, config.stream().candidates()));
        wanted.add(topic(config, config.stream().deadLetters()));
        try (Topics topics = Topics.connect(client, PATIENCE)) {
            if (ownBroker) {
                wanted.add(topic(config, config.stream().alerts()));
            } else if (!topics.exists(config.stream().alerts())) {
                throw new UserError("there is no topic " + config.stream().alerts() + " at "
                        + client.bootstrapServers() + "; create it, or name another with --set alerts.topic=TOPIC");
            }
            topics.ensure(wanted);
        }
    }

    private static NewTopic topic(PipelineConfig config, String name) {
        return new NewTopic(name, config.topicPartitions(), config.topicReplication());
    }
}
