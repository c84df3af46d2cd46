package dev.arclet.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.arclet.latency.Mark;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentTimeTest {

    @Test
    void rubinsHeaderIsMillisecondsWithAFraction() {
        assertEquals(1795000000123456L, sent("1795000000123.4567"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "soon", "-5", "NaN", "1E+2147483647", "1E-2147483647", "1E+900000", "99999999999999999999"})
    void nonsenseInItLeavesTheRecordsOwnTime(String header) {
        assertEquals(1795000000999000L, sent(header));
    }

    private static long sent(String header) {
        Record<byte[], byte[]> record = new Record<>(null, null, 1795000000999L);
        record.headers().add(SentTime.HEADER, header.getBytes(StandardCharsets.US_ASCII));
        return SentTime.of(record).at(Mark.SENT).orElseThrow();
    }
}
