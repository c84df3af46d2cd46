package dev.arclet.kafka;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;

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
                    "Kafka: could not %s: %s".formatted(task, explained(e.getCause())), e.getCause());
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

    private static String explained(Throwable error) {
        String reason = KafkaSetupException.reason(error);
        if (error instanceof TimeoutException) {
            return "no answer in time (" + reason + "); see whether its brokers are up";
        }
        if (error instanceof AuthenticationException) {
            return "login refused (" + reason + "); correct the sasl.* and ssl.* properties";
        }
        if (error instanceof AuthorizationException) {
            return reason + "; ask its operator for the permission, or to do it";
        }
        return reason;
    }
}
