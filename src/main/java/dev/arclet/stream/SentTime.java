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
public final class SentTime {
    /** Name of the header. */
    public static final String HEADER = "producer_timestamp";

    private static final int LONGEST_TEXT = 32;
    /** Digits of milliseconds that microseconds in a long have room for. */
    private static final int MOST_DIGITS = 15;

    private SentTime() {}

    static Timeline of(Record<?, ?> record) {
        Header header = record.headers().lastHeader(HEADER);
        long micros = header == null || header.value() == null ? 0 : micros(header.value());
        return Timeline.empty().with(Mark.SENT, micros > 0 ? micros : record.timestamp() * 1000);
    }

    private static long micros(byte[] text) {
        if (text.length > LONGEST_TEXT) {
            return 0;
        }
        try {
            BigDecimal millis = new BigDecimal(new String(text, StandardCharsets.US_ASCII).strip());
            // Before any arithmetic: the text may be 1E+2147483647.
            boolean isTime = (long) millis.precision() - millis.scale() <= MOST_DIGITS;
            return isTime ? millis.movePointRight(3).longValue() : 0;
        } catch (NumberFormatException | ArithmeticException e) {
            return 0;
        }
    }
}
