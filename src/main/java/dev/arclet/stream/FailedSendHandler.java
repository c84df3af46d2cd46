package dev.arclet.stream;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;

/**
 * A record that can't be sent stops the stream: the alert is not at fault, and is scored after the next start. Kafka's producer has tried
 * for two minutes ({@code delivery.timeout.ms}) before it gives a record up that might be sent.
 *
 * <p>Kafka Streams' own handler first sends a dead letter, from the producer's network thread. If nothing has been sent to the
 * dead-letter topic before, that thread waits for itself to look the topic up, until {@code max.block.ms} (60 s) is over.
 */
public final class FailedSendHandler implements ProductionExceptionHandler {

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public Response handleError(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
        return Response.fail();
    }

    @Override
    public Response handleSerializationError(
            ErrorHandlerContext context,
            @SuppressWarnings("rawtypes") ProducerRecord record,
            Exception exception,
            SerializationExceptionOrigin origin) {
        return Response.fail();
    }
}
