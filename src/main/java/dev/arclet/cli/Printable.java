package dev.arclet.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Makes what strangers sent fit for a terminal: no control characters, which could rewrite the screen. */
final class Printable {
    private Printable() {}

    /** Text on one line; control characters, line ends included, become spaces. */
    static String line(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /** Text on its own lines; other control characters become spaces. */
    static String lines(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]+", " ").strip();
    }

    /** Bytes as text where they are UTF-8 without control characters, else in hexadecimal; shortened to so many bytes. */
    static String bytes(byte[] value, int most) {
        if (value.length <= most) {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(value))
                        .toString();
                if (text.chars().noneMatch(Character::isISOControl)) {
                    return text;
                }
            } catch (CharacterCodingException e) {
                // No text, so it is shown as numbers.
            }
        }
        int shown = Math.min(most, value.length);
        return HexFormat.ofDelimiter(" ").formatHex(value, 0, shown) + (shown < value.length ? " ..." : "");
    }
}
