package dev.arclet.kafka;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Drops what Kafka's clients log needlessly, from loggers that can't be turned down as a whole because they also tell
 * that a broker was lost: a warning that every clean stop of an embedded broker causes (Kafka closes its registration
 * client twice), the failed attempts of {@link Cluster#connect} and {@link TopicReader}, which report them themselves, the first moments of a Kafka
 * Streams application whose internal topics are still being made, and advice on global
 * stores (there are none) and on temporary folders.
 */
public final class KafkaNoiseFilter extends Filter<ILoggingEvent> {

    @Override
    public FilterReply decide(ILoggingEvent event) {
        return event.getLoggerName().startsWith("org.apache.kafka.") && isNoise(event.getMessage())
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }

    private static boolean isNoise(String message) {
        return message.contains("Attempting to close NetworkClient that has already been closed")
                || message.contains("clientId=" + Cluster.CLIENT_ID)
                || message.contains("clientId=" + TopicReader.CLIENT_ID)
                || message.contains("-repartition=UNKNOWN_TOPIC_OR_PARTITION")
                || message.contains("as it is no longer assigned")
                || message.startsWith("Processing exception handler is not enabled for the GlobalThread")
                || message.startsWith("Using an OS temp directory in the state.dir");
    }
}
