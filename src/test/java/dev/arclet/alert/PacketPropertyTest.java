package dev.arclet.alert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.avro.file.CodecFactory;

class PacketPropertyTest {
    private static final List<byte[]> WHOLE = List.of(
            TestPackets.wire(TestPackets.alert()),
            TestPackets.container(TestPackets.alert()),
            TestPackets.container(CodecFactory.zstandardCodec(3), TestPackets.alert()),
            TestPackets.container(CodecFactory.snappyCodec(), TestPackets.alert()));

    private final AlertDecoder decoder = TestPackets.decoder();

    @Provide
    Arbitrary<byte[]> packets() {
        return Arbitraries.of(WHOLE);
    }

    @Property(tries = 2000)
    void flippedBytesEitherDecodeOrAreRefused(
            @ForAll("packets") byte[] whole,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 1 << 20) Integer> places,
            @ForAll byte mask)
            throws Exception {
        byte[] damaged = whole.clone();
        places.forEach(place -> damaged[place % damaged.length] ^= mask);

        decodeOrRefuse(damaged);
    }

    @Property(tries = 500)
    void aTruncatedPacketIsRefused(@ForAll("packets") byte[] whole, @ForAll @IntRange(max = 1 << 20) int length) {
        byte[] part = Arrays.copyOf(whole, length % whole.length);

        assertThrows(UndecodableAlertException.class, () -> decoder.decode(part));
    }

    @Property(tries = 1000)
    void bytesThatWereNeverAPacketAreRefused(@ForAll @Size(max = 200) byte[] noise, @ForAll boolean framed)
            throws Exception {
        decodeOrRefuse(framed ? WireFormat.frame(TestPackets.SCHEMA_ID, ByteBuffer.wrap(noise)) : noise);
    }

    /** Anything but an alert or an {@link UndecodableAlertException} fails the test. */
    private void decodeOrRefuse(byte[] packet) throws SchemaUnavailableException {
        try {
            decoder.decode(packet);
        } catch (UndecodableAlertException e) {
            assertEquals(false, e.getMessage().isBlank());
        }
    }

    @Property
    void framingGivesBackIdAndRecord(@ForAll int id, @ForAll byte[] record) {
        byte[] packet = WireFormat.frame(id, ByteBuffer.wrap(record));

        assertEquals(true, WireFormat.matches(packet));
        assertEquals(id, WireFormat.schemaId(packet));
        assertArrayEquals(record, Arrays.copyOfRange(packet, WireFormat.HEADER_BYTES, packet.length));
    }
}
