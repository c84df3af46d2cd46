package dev.arclet.stream;

import dev.arclet.latency.Mark;
import dev.arclet.latency.Timeline;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;

/**
 * When the observatory sent an alert: Rubin's header {@value #HEADER}, decimal text of epoch milliseconds with a fraction; without it (or
 * with nonsense in it) the record's own time.
 */
final class SentTime {
    static final String HEADER = "producer_timestamp";

    private SentTime() {}

    static Timeline of(Record<?, ?> record) {
        Header header = record.headers().lastHeader(HEADER);
        long micros = header == null || header.value() == null ? 0 : parse(header.value());
        return Timeline.empty().with(Mark.SENT, micros > 0 ? micros : record.timestamp() * 1000);
    }

    private static long parse(byte[] millis) {
        if (millis.length > 32) {
            return 0;
        }
        try {
            return new BigDecimal(new String(millis, StandardCharsets.US_ASCII).strip())
                    .movePointRight(3)
                    .longValue();
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
