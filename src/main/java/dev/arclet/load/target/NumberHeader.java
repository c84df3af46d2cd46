package dev.arclet.load.target;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The header by which a load test knows its alerts again: 16 bytes, which test and which alert of it. */
final class NumberHeader {
    static final String NAME = "arclet-load";

    private final long test;

    private NumberHeader(long test) {
        this.test = test;
    }

    /** Others may test on the same topics. */
    static NumberHeader ofThisTest() {
        return new NumberHeader(ThreadLocalRandom.current().nextLong());
    }

    byte[] of(long number) {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(test).putLong(number).array();
    }

    /** The number of an alert of this test; empty for any other record. */
    OptionalLong number(Headers headers) {
        Header header = headers.lastHeader(NAME);
        if (header == null || header.value() == null || header.value().length != 2 * Long.BYTES) {
            return OptionalLong.empty();
        }
        ByteBuffer value = ByteBuffer.wrap(header.value());
        return value.getLong() == test ? OptionalLong.of(value.getLong()) : OptionalLong.empty();
    }
}
