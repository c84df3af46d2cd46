package dev.arclet.chaos;

import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.Topics;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics that alerts come from and go to in a run of the harness. */
final class HarnessTopics {
    static final String ALERTS = "alerts";
    static final String SCORES = "scores";
    static final String CANDIDATES = "candidates";
    static final String DEAD = "dead";
    static final int PARTITIONS = 4;

    private HarnessTopics() {}

    /**
     * Makes them on a new broker or cluster.
     *
     * @param replication on how many brokers each record lies
     * @param settings of each topic, such as its retention
     */
    static void create(String bootstrap, short replication, Map<String, String> settings) throws InterruptedException {
        try (Admin admin = Admin.create(ClientSettings.of(bootstrap).admin())) {
            Topics.ensure(
                    admin,
                    Stream.of(ALERTS, SCORES, CANDIDATES, DEAD)
                            .map(topic -> new NewTopic(topic, PARTITIONS, replication).configs(settings))
                            .toList());
        }
    }
}
