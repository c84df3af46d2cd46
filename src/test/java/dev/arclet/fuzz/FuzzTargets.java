package dev.arclet.fuzz;

import dev.arclet.alert.Alert;
import dev.arclet.alert.AlertDecoder;
import dev.arclet.alert.SchemaUnavailableException;
import dev.arclet.alert.TestPackets;
import dev.arclet.alert.UndecodableAlertException;
import dev.arclet.alert.WireFormat;
import dev.arclet.picture.FitsStamps;
import dev.arclet.picture.UnreadableStampException;
import dev.arclet.support.Gzip;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a fuzzer calls with any bytes. Each returns normally whatever the bytes are, unless the program does something that it must not:
 * any exception but those that make a dead letter.
 */
public final class FuzzTargets {
    private static final double PIXEL_SCALE = 0.2;
    private static final int SCHEMAS_EACH = 512;
    private static final byte[] RECORD = Packets.record();
    private static final List<byte[]> STAMPS = Packets.stamps();

    private static AlertDecoder decoder = TestPackets.decoder();
    private static int schemas;

    private FuzzTargets() {}

    /** The bytes are a message. */
    static void packet(byte[] packet) {
        try {
            Alert alert = decoder.decode(packet);
            alert.cutouts().values().forEach(FuzzTargets::readStamp);
        } catch (UndecodableAlertException e) {
            requireMessage(e);
        } catch (SchemaUnavailableException e) {
            throw new AssertionError("a packet made a schema unavailable that is at hand", e);
        }
    }

    /** The bytes are edits of an alert's record, in the wire framing. */
    static void editedRecord(byte[] script) {
        packet(WireFormat.frame(TestPackets.SCHEMA_ID, ByteBuffer.wrap(new Edits(script).ofRecord(RECORD))));
    }

    /** The bytes are the schema of a container whose record is all zeros. */
    static void schema(byte[] text) {
        if (++schemas % SCHEMAS_EACH == 0) {
            decoder = TestPackets.decoder();
        }
        packet(TestPackets.rawContainer(new String(text, StandardCharsets.UTF_8), "null", new byte[256]));
    }

    /** The bytes are a cutout. */
    static void stamp(byte[] fits) {
        readStamp(ByteBuffer.wrap(fits));
    }

    /** The bytes are edits of a cutout's header. */
    static void editedStamp(byte[] script) {
        Edits edits = new Edits(script);
        boolean zipped = edits.next() % 4 == 0;
        byte[] edited = edits.ofStamp(STAMPS.get(0));
        readStamp(ByteBuffer.wrap(zipped ? Gzip.of(edited) : edited));
    }

    private static void readStamp(ByteBuffer fits) {
        try {
            FitsStamps.read(fits, PIXEL_SCALE);
        } catch (UnreadableStampException e) {
            requireMessage(e);
        }
    }

    private static void requireMessage(Exception e) {
        if (e.getMessage() == null || e.getMessage().isBlank()) {
            throw new AssertionError("a dead letter that does not say why", e);
        }
    }

    /** {@link #packet} for Jazzer, which wants a class each. */
    public static final class Packet {
        private Packet() {}

        public static void fuzzerTestOneInput(byte[] input) {
            packet(input);
        }
    }

    /** {@link #editedRecord} for Jazzer, which wants a class each. */
    public static final class EditedRecord {
        private EditedRecord() {}

        public static void fuzzerTestOneInput(byte[] input) {
            editedRecord(input);
        }
    }

    /** {@link #schema} for Jazzer, which wants a class each. */
    public static final class SchemaText {
        private SchemaText() {}

        public static void fuzzerTestOneInput(byte[] input) {
            schema(input);
        }
    }

    /** {@link #stamp} for Jazzer, which wants a class each. */
    public static final class Stamp {
        private Stamp() {}

        public static void fuzzerTestOneInput(byte[] input) {
            stamp(input);
        }
    }

    /** {@link #editedStamp} for Jazzer, which wants a class each. */
    public static final class EditedStamp {
        private EditedStamp() {}

        public static void fuzzerTestOneInput(byte[] input) {
            editedStamp(input);
        }
    }
}
