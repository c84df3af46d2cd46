package dev.arclet.fuzz;

import dev.arclet.alert.TestPackets;
import dev.arclet.alert.WireFormat;
import dev.arclet.support.Gzip;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.generic.GenericRecord;

/** Whole packets and stamps of our own, which fuzzing starts from. */
final class Packets {
    private Packets() {}

    /** An alert whose three cutouts are these bytes. */
    static GenericRecord withCutouts(byte[] cutout) {
        GenericRecord alert = TestPackets.alert();
        for (String name : List.of("cutoutDifference", "cutoutScience", "cutoutTemplate")) {
            alert.put(name, ByteBuffer.wrap(cutout));
        }
        return alert;
    }

    /** In both framings, with every codec. */
    static List<byte[]> whole() {
        GenericRecord alert = withCutouts(dev.arclet.support.TestPackets.fits(3));
        return List.of(
                TestPackets.wire(alert),
                TestPackets.container(alert),
                TestPackets.container(CodecFactory.deflateCodec(6), alert),
                TestPackets.container(CodecFactory.snappyCodec(), alert),
                TestPackets.container(CodecFactory.zstandardCodec(3), alert));
    }

    /** An alert's record without framing. */
    static byte[] record() {
        byte[] wire = TestPackets.wire(withCutouts(dev.arclet.support.TestPackets.fits(3)));
        return java.util.Arrays.copyOfRange(wire, WireFormat.HEADER_BYTES, wire.length);
    }

    /** Plain and gzip. */
    static List<byte[]> stamps() {
        byte[] plain = dev.arclet.support.TestPackets.fits(3);
        return List.of(plain, Gzip.of(plain));
    }
}
