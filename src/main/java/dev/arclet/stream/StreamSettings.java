package dev.arclet.stream;

import java.time.Duration;
import java.util.Optional;

/**
 * How the stream runs.
 *
 * @param applicationId Kafka Streams' application id: the consumer group, and the prefix of its internal topics
 * @param alerts topic that alerts come from, or a pattern of topics: {@link #alertTopics}
 * @param scores topic of outcomes
 * @param candidates topic of scores over the threshold
 * @param deadLetters topic of what can't be scored for a reason that someone should look at
 * @param guarantee what a crash may do
 * @param threads stream threads in this process
 * @param commitEvery how often offsets and state are committed; under exactly once also how late a read_committed consumer may see a score
 * @param publishEvery how often finished scores are looked for while no alert comes in
 * @param inFlightLimit alerts that one task may have with the pool; at the limit it waits
 * @param workerPatience how long the stream goes on without any worker before it stops loudly
 * @param schemaPatience how long it waits for a schema registry before it stops loudly
 * @param triage what goes first, and what is skipped for its age
 * @param keepObjects for how long an object is remembered after its last alert, in whole days; empty: for ever
 */
public record StreamSettings(
        String applicationId,
        String alerts,
        String scores,
        String candidates,
        String deadLetters,
        Guarantee guarantee,
        int threads,
        Duration commitEvery,
        Duration publishEvery,
        int inFlightLimit,
        Duration workerPatience,
        Duration schemaPatience,
        Triage triage,
        Optional<Duration> keepObjects) {

    /** Which topics alerts come from. */
    public AlertTopics alertTopics() {
        return new AlertTopics(alerts);
    }

    /** What a crash may do to the output; nothing is lost either way. */
    public enum Guarantee {
        /** Some alerts may be scored twice. */
        AT_LEAST_ONCE("at_least_once"),
        /** Each alert has exactly one outcome for consumers that read committed records. */
        EXACTLY_ONCE("exactly_once_v2");

        private final String kafkaName;

        Guarantee(String kafkaName) {
            this.kafkaName = kafkaName;
        }

        /** The value of Kafka Streams' {@code processing.guarantee}. */
        public String kafkaName() {
            return kafkaName;
        }
    }
}
