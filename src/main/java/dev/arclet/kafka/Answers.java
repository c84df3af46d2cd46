package dev.arclet.kafka;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.ApiException;

/** Waits for an admin client's answers and turns a failure into one line that says what to do about it. */
final class Answers {

    private Answers() {}

    /**
     * @param task what is being done, to stand in a message: {@code create topic lens-scores}
     * @throws KafkaSetupException whose cause is Kafka's own error
     */
    static <T> T get(KafkaFuture<T> answer, String task) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new KafkaSetupException(
                    "Kafka: could not %s: %s".formatted(task, ClientTrouble.explained(e.getCause())), e.getCause());
        }
    }

    /** The answer, or empty when the cluster answers with the expected error. */
    static <T> Optional<T> getUnless(Class<? extends ApiException> expected, KafkaFuture<T> answer, String task)
            throws InterruptedException {
        try {
            return Optional.ofNullable(get(answer, task));
        } catch (KafkaSetupException e) {
            if (expected.isInstance(e.getCause())) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
