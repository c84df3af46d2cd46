package dev.arclet.scoring.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Numbers as servers write them, and what is not a number at all. */
class NumbersTest {

    @Property
    void aHalfFloatIsTheNearestOne(@ForAll @FloatRange(min = -100, max = 100) float value) {
        float back = roundTrip(TensorType.FP16, value, Quantization.NONE);

        // 11 bits of precision; below 2^-14 the steps are 2^-24.
        assertEquals(value, back, Math.max(Math.abs(value) * 0x1p-11f, 0x1p-25f));
    }

    @Property
    void aQuantisedNumberIsTheNearestOneWithinItsType(
            @ForAll @FloatRange(min = -4, max = 4) float value,
            @ForAll @IntRange(min = -20, max = 20) int zeroPoint,
            @ForAll boolean signed) {
        Quantization quantization = new Quantization(0.02f, zeroPoint);
        TensorType type = signed ? TensorType.INT8 : TensorType.UINT8;
        float least = 0.02f * ((signed ? -128 : 0) - zeroPoint);
        float most = 0.02f * ((signed ? 127 : 255) - zeroPoint);

        float back = roundTrip(type, value, quantization);

        assertEquals(Math.max(least, Math.min(most, value)), back, 0.010001f);
    }

    @Test
    void anEndpointIsAHostAndAPort() {
        assertEquals(new Endpoint("[::1]", 8001), Endpoint.parse("[::1]:8001"));
        assertEquals(
                "gpu-1.example:8001", Endpoint.parse(" gpu-1.example:8001 ").toString());
        for (String wrong :
                new String[] {"gpu", "gpu:", "gpu:0", "gpu:70000", "http://gpu:1", "::1:8001", "gpu_1:8001"}) {
            assertThrows(IllegalArgumentException.class, () -> Endpoint.parse(wrong), wrong);
        }
    }

    @Test
    void aHeaderMayNameAVariableButItsMessageNeverShowsTheValue() {
        HeaderText text = new HeaderText("Bearer ${env:TOKEN}", name -> name.equals("TOKEN") ? "s3cr\u00e9t" : null);
        HeaderText unset = new HeaderText("${env:OTHER}", name -> null);

        assertEquals("Bearer abc", new HeaderText("Bearer ${env:T}", name -> "abc").resolve());
        String notAscii =
                assertThrows(IllegalArgumentException.class, text::resolve).getMessage();
        assertTrue(notAscii.contains("${env:TOKEN}") && !notAscii.contains("s3cr"), notAscii);
        assertEquals(
                "${env:OTHER} names an environment variable that is not set; set it, or correct the name",
                assertThrows(IllegalArgumentException.class, unset::resolve).getMessage());
    }

    private static float roundTrip(TensorType type, float value, Quantization quantization) {
        ByteBuffer bytes = ByteBuffer.allocate(type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        type.write(bytes, value, quantization);
        assertEquals(0, bytes.remaining());
        return type.read(bytes.flip(), quantization);
    }
}
