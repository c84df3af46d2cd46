package dev.arclet.stream;

import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka Streams' own {@link LogAndContinueProcessingExceptionHandler}, which writes the failed record to
 * {@value StreamsConfig#ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG} and goes on, with two differences: a
 * {@link BlockedRoadException} stops instead, and what is expected of a hostile stream takes one line of log, not a stack trace.
 */
public final class DeadLetterHandler implements ProcessingExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(DeadLetterHandler.class);

    private final LogAndContinueProcessingExceptionHandler builtIn = new LogAndContinueProcessingExceptionHandler();

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        if (exception instanceof BlockedRoadException) {
            return Response.fail();
        }
        log.warn(
                "dead letter: {} partition {} offset {}: {}",
                context.topic(),
                context.partition(),
                context.offset(),
                exception instanceof DeadAlertException ? exception.getMessage() : exception.toString());
        log.debug("where it failed", exception);
        return builtIn.handleError(context, record, exception);
    }

    @Override
    public void configure(Map<String, ?> configs) {
        builtIn.configure(configs);
    }
}
