package dev.arclet.picture;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cards of a header of the one shape that nearly all alert stamps have: a primary image of 32-bit floats in two dimensions,
 * unscaled, each card in the standard's plain form with a key of its own. Whatever is unusual is left to nom-tam-fits, which
 * takes thirty times as long; what both can read says the same in both.
 *
 * @see <a href="https://fits.gsfc.nasa.gov/fits_standard.html">FITS standard 4.0, section 4</a>
 */
final class CommonCards implements FitsCards {
    private static final int CARD = 80;
    private static final int KEY = 8;
    private static final int VALUE = 10;
    /** Longer numbers are left to the library. */
    private static final int MAX_DIGITS = 18;

    /** How the header must begin. */
    private static final List<Map.Entry<String, String>> FIRST =
            List.of(Map.entry("SIMPLE", "T"), Map.entry("BITPIX", "-32"), Map.entry("NAXIS", "2"));

    /** Keys that change what the pixels mean. */
    private static final List<String> FOREIGN =
            List.of("BSCALE", "BZERO", "BLANK", "PCOUNT", "GCOUNT", "GROUPS", "XTENSION", "CONTINUE", "HIERARCH");

    private final Map<String, String> values;

    private CommonCards(Map<String, String> values) {
        this.values = values;
    }

    /** The cards, or nothing where the header is of another shape. */
    static Optional<CommonCards> read(ByteBuffer bytes, int start, int length) {
        byte[] cards = new byte[length];
        bytes.get(start, cards);
        List<Map.Entry<String, String>> read = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        for (int at = 0; at < length - CARD; at += CARD) {
            if (isComment(cards, at)) {
                continue;
            }
            String key = key(cards, at);
            String value = value(cards, at);
            if (key.isEmpty() || value.isEmpty() || FOREIGN.contains(key) || values.put(key, value) != null) {
                return Optional.empty();
            }
            if (read.size() < FIRST.size()) {
                read.add(Map.entry(key, value));
            }
        }
        return read.equals(FIRST) && isSide(values.get("NAXIS1")) && isSide(values.get("NAXIS2"))
                ? Optional.of(new CommonCards(values))
                : Optional.empty();
    }

    @Override
    public boolean has(String key) {
        return values.containsKey(key);
    }

    @Override
    public long whole(String key, long otherwise) {
        String value = values.get(key);
        return value != null && isNumber(value) ? new BigDecimal(value).longValue() : otherwise;
    }

    @Override
    public double number(String key, double otherwise) {
        String value = values.get(key);
        return value != null && isNumber(value) ? Double.parseDouble(value) : otherwise;
    }

    @Override
    public String text(String key, String otherwise) {
        String value = values.get(key);
        return value != null && value.startsWith("'") ? value.substring(1, value.length() - 1) : otherwise;
    }

    private static boolean isComment(byte[] cards, int at) {
        return startsWith(cards, at, "COMMENT ") || startsWith(cards, at, "HISTORY ") || isBlank(cards, at, at + CARD);
    }

    /** The key of a card that has a value; empty where it is not in the standard's form. */
    private static String key(byte[] cards, int at) {
        if (cards[at + KEY] != '=' || cards[at + KEY + 1] != ' ') {
            return "";
        }
        int end = at;
        while (end < at + KEY && isKeyCharacter(cards[end])) {
            end++;
        }
        return isBlank(cards, end, at + KEY) ? ascii(cards, at, end) : "";
    }

    /** A logical, a number or a quoted string without quotes inside, as it is written; empty where it is none of these. */
    private static String value(byte[] cards, int at) {
        int end = at + CARD;
        int from = at + VALUE;
        while (from < end && cards[from] == ' ') {
            from++;
        }
        if (from == end) {
            return "";
        }
        int to = cards[from] == '\'' ? afterQuote(cards, from, end) : afterWord(cards, from, end);
        String value = ascii(cards, from, to);
        return isPlain(value) && isCommentOrNothing(cards, to, end) ? value : "";
    }

    /** After the closing quote; the start where the string does not end, or is not printable ASCII. */
    private static int afterQuote(byte[] cards, int from, int end) {
        for (int i = from + 1; i < end; i++) {
            if (cards[i] == '\'') {
                return i + 1;
            }
            if (cards[i] < ' ' || cards[i] > '~') {
                return from;
            }
        }
        return from;
    }

    private static int afterWord(byte[] cards, int from, int end) {
        int to = from;
        while (to < end && cards[to] != ' ' && cards[to] != '/') {
            to++;
        }
        return to;
    }

    private static boolean isPlain(String value) {
        return value.startsWith("'") || value.equals("T") || value.equals("F") || isNumber(value);
    }

    private static boolean isCommentOrNothing(byte[] cards, int from, int end) {
        int at = from;
        while (at < end && cards[at] == ' ') {
            at++;
        }
        if (at == end) {
            return true;
        }
        if (at == from || cards[at] != '/') {
            return false;
        }
        for (; at < end; at++) {
            if (cards[at] < ' ' || cards[at] > '~') {
                return false;
            }
        }
        return true;
    }

    /** A sign, digits with or without a point, and an exponent behind E. */
    private static boolean isNumber(String value) {
        int at = afterSign(value, 0);
        int whole = digits(value, at);
        at += whole;
        int fraction = 0;
        if (at < value.length() && value.charAt(at) == '.') {
            fraction = digits(value, at + 1);
            at += 1 + fraction;
        }
        if (whole == 0 || whole + fraction > MAX_DIGITS) {
            return false;
        }
        if (at < value.length() && value.charAt(at) == 'E') {
            int exponent = afterSign(value, at + 1);
            int places = digits(value, exponent);
            return places >= 1 && places <= 2 && exponent + places == value.length();
        }
        return at == value.length();
    }

    private static boolean isSide(String value) {
        return value != null && value.length() <= 5 && digits(value, 0) == value.length();
    }

    private static int afterSign(String value, int at) {
        return at < value.length() && (value.charAt(at) == '-' || value.charAt(at) == '+') ? at + 1 : at;
    }

    private static int digits(String value, int from) {
        int at = from;
        while (at < value.length() && value.charAt(at) >= '0' && value.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }

    private static boolean isKeyCharacter(byte c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private static boolean isBlank(byte[] cards, int from, int to) {
        for (int i = from; i < to; i++) {
            if (cards[i] != ' ') {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWith(byte[] cards, int at, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (cards[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String ascii(byte[] cards, int from, int to) {
        return new String(cards, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
