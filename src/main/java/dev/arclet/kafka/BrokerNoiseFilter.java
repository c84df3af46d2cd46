package dev.arclet.kafka;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Drops one warning that every clean stop of an embedded broker causes (Kafka closes its registration client twice).
 * Its logger can't be turned down as a whole: the same one tells that a broker can't be reached.
 */
public final class BrokerNoiseFilter extends Filter<ILoggingEvent> {

    @Override
    public FilterReply decide(ILoggingEvent event) {
        boolean closedTwice = event.getLoggerName().equals("org.apache.kafka.clients.NetworkClient")
                && event.getMessage().contains("Attempting to close NetworkClient that has already been closed");
        return closedTwice ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
