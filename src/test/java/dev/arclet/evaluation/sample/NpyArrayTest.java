package dev.arclet.evaluation.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyArrayTest {
    private static NpyArray open(byte[] bytes) throws IOException {
        return NpyArray.open("set.npz, array x", new ByteArrayInputStream(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "<f2, 003c00c0003800000100, 1, -2, 0.5, 0, 5.960464477539063e-08",
        ">f4, 3f800000c00000003f0000000000000042c80000, 1, -2, 0.5, 0, 100",
        "<f8, 000000000000f03f00000000000000c0000000000000e03f00000000000000000000000000005940, 1, -2, 0.5, 0, 100",
        "|i1, 01feff0064, 1, -2, -1, 0, 100",
        "|u1, 01feff0064, 1, 254, 255, 0, 100",
        "<i2, 0100feffff7f00006400, 1, -2, 32767, 0, 100",
        ">u2, 0001fffe7fff00000064, 1, 65534, 32767, 0, 100",
        "<u4, 01000000feffffff020000000000000064000000, 1, 4294967294, 2, 0, 100",
        "|b1, 0100010001, 1, 0, 1, 0, 1"
    })
    void numbersOfEveryTypeAreRead(String type, String hex, double a, double b, double c, double d, double e)
            throws IOException {
        byte[] bytes = NumpyFiles.npy(type, "(5,)", HexFormat.of().parseHex(hex));
        assertArrayEquals(new double[] {a, b, c, d, e}, open(bytes).allNumbers());
    }

    @Test
    void halvesHaveInfinityAndMissingValues() {
        assertEquals(Float.POSITIVE_INFINITY, NpyType.half((short) 0x7c00));
        assertEquals(Float.NEGATIVE_INFINITY, NpyType.half((short) 0xfc00));
        assertTrue(Float.isNaN(NpyType.half((short) 0x7e00)));
        assertEquals(65504f, NpyType.half((short) 0x7bff));
    }

    @Test
    void longIdentifiersKeepAllDigits() throws IOException {
        ByteBuffer ids = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        ids.putLong(170_009_001_000_001_579L).putLong(170_009_001_000_001_578L);
        assertArrayEquals(
                new String[] {"170009001000001579", "170009001000001578"},
                open(NumpyFiles.npy("<i8", "(2,)", ids.array())).allTexts());
    }

    @Test
    void textIsReadWideOrNarrow() throws IOException {
        byte[] narrow = "lens\0\0ring\0\0".getBytes(StandardCharsets.US_ASCII);
        assertArrayEquals(
                new String[] {"lens", "ring"},
                open(NumpyFiles.npy("|S6", "(2,)", narrow)).allTexts());
        byte[] wide = "ab".getBytes(Charset.forName("UTF-32LE"));
        assertArrayEquals(
                new String[] {"a", "b"},
                open(NumpyFiles.npy("<U1", "(2,)", wide)).allTexts());
    }

    @Test
    void anArrayThatEndsEarlySaysSo() throws IOException {
        NpyArray array = open(NumpyFiles.npy("<f4", "(3,)", new byte[8]));
        String message = assertThrows(EOFException.class, array::allNumbers).getMessage();
        assertTrue(message.startsWith("set.npz, array x ends early: its shape is 3 of type <f4"), message);
    }

    @Test
    void whatIsNoArrayOrOneOfObjectsIsRefusedByName() throws IOException {
        String noArray = assertThrows(
                        BadSampleException.class, () -> open("hello, world".getBytes(StandardCharsets.UTF_8)))
                .getMessage();
        assertTrue(noArray.contains("set.npz, array x is no NumPy array"), noArray);
        NpyArray objects = open(NumpyFiles.npy("|O", "(3,)", new byte[8]));
        String ofObjects =
                assertThrows(BadSampleException.class, objects::numbers).getMessage();
        assertTrue(ofObjects.contains("has the type |O; give float16"), ofObjects);
    }
}
