package dev.arclet.stream;

import dev.arclet.alert.ObservingNight;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka Streams' own {@link LogAndContinueProcessingExceptionHandler}, which writes the failed record to
 * {@value StreamsConfig#ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG} and goes on, with the reason as one more header, for what is the alert's fault. What is not stops the
 * stream, so that nothing of it is committed: a {@link BlockedRoadException}, and any exception of Kafka's own, such as the failure of an
 * earlier send (which Kafka Streams throws at the next one) or of a state store.
 *
 * <p>Counts dead letters in the {@link Ledger} that the configuration holds under {@value #LEDGER}, and logs one of them a second.
 */
public final class DeadLetterHandler implements ProcessingExceptionHandler {
    /** Key of the configuration under which the ledger itself, an object, is handed over. */
    static final String LEDGER = "arclet.ledger";

    private static final Logger log = LoggerFactory.getLogger(DeadLetterHandler.class);
    private static final long LOG_EVERY = Duration.ofSeconds(1).toNanos();

    private final LogAndContinueProcessingExceptionHandler builtIn = new LogAndContinueProcessingExceptionHandler();
    private final AtomicLong lastLogged = new AtomicLong(System.nanoTime() - LOG_EVERY);
    private Ledger ledger;

    @Override
    public void configure(Map<String, ?> configs) {
        builtIn.configure(configs);
        if (!(configs.get(LEDGER) instanceof Ledger given)) {
            throw new IllegalArgumentException("the configuration holds no ledger; make it with StreamsProperties");
        }
        ledger = given;
    }

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        if (exception instanceof BlockedRoadException || exception instanceof KafkaException) {
            return Response.fail();
        }
        String reason = exception instanceof DeadAlertException dead ? dead.reason() : DeadLetters.UNEXPECTED;
        Optional<AlertName> alert = exception instanceof DeadAlertException dead ? dead.alert() : Optional.empty();
        ledger.countDead(
                reason,
                alert.map(name -> ObservingNight.of(name.midpointMjdTai()))
                        .orElseGet(() -> ObservingNight.ofMillis(context.timestamp())));
        logOnceASecond(context, exception);
        Response response = builtIn.handleError(context, record, exception);
        response.deadLetterQueueRecords().forEach(letter -> {
            letter.headers().add(DeadLetters.REASON_HEADER, DeadLetters.text(reason));
            alert.ifPresent(name -> name.addTo(letter.headers()));
        });
        return response;
    }

    private void logOnceASecond(ErrorHandlerContext context, Exception exception) {
        long now = System.nanoTime();
        long last = lastLogged.get();
        if (now - last >= LOG_EVERY && lastLogged.compareAndSet(last, now)) {
            log.warn(
                    "dead letter (one a second is logged): {} partition {} offset {}: {}",
                    context.topic(),
                    context.partition(),
                    context.offset(),
                    exception instanceof DeadAlertException ? exception.getMessage() : exception.toString());
        }
        log.debug("dead letter", exception);
    }
}
