package dev.arclet.stream;

import dev.arclet.stream.state.CutOut;
import dev.arclet.stream.state.InFlight;
import dev.arclet.stream.state.ObjectState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * The forms in which records of the state and of the re-key topic are written and were written by earlier versions of this program. Avro's
 * single-object encoding puts the fingerprint of a record's form before it.
 */
final class StateForms {
    /**
     * Version of the state as a whole, one more with each change of a form or of what is kept where; {@code src/test/resources/state} has
     * records of each.
     */
    static final int VERSION = 3;

    /** In version 1 an object did not remember from which topic its alerts came, and up to version 2 not when the last one did. */
    static final List<Schema> FORMER_OBJECTS = List.of(former(1, "object_state"), former(2, "object_state"));

    private static final Set<Long> KNOWN = Stream.concat(
                    FORMER_OBJECTS.stream(),
                    Stream.of(ObjectState.getClassSchema(), InFlight.getClassSchema(), CutOut.getClassSchema()))
            .map(SchemaNormalization::parsingFingerprint64)
            .collect(Collectors.toUnmodifiableSet());

    private static final int MARKER = 0xC301;
    private static final int HEADER_BYTES = Short.BYTES + Long.BYTES;

    private StateForms() {}

    /** Whether this program can read a stored record. */
    static boolean isReadable(byte[] stored) {
        if (stored.length < HEADER_BYTES) {
            return false;
        }
        ByteBuffer header = ByteBuffer.wrap(stored);
        boolean singleObject = Short.toUnsignedInt(header.getShort()) == MARKER;
        return singleObject
                && KNOWN.contains(header.order(ByteOrder.LITTLE_ENDIAN).getLong());
    }

    private static Schema former(int version, String name) {
        String file = "state/" + version + "/" + name + ".avsc";
        try (InputStream in = StateForms.class.getResourceAsStream(file)) {
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the form of version " + version + " of the state can't be read", e);
        }
    }
}
