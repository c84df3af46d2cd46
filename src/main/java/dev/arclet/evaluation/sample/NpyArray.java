package dev.arclet.evaluation.sample;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * One array in NumPy's format (versions 1 to 3), read from its start to its end without ever holding more than the numbers that are
 * asked for. For one thread.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>
 */
final class NpyArray implements AutoCloseable {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER = 1 << 20;
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']+)'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d,\\sL]*)\\)");

    private final String place;
    private final InputStream in;
    private final String type;
    private final boolean fortran;
    private final long[] shape;

    private NpyArray(String place, InputStream in, String header) {
        this.place = place;
        this.in = in;
        this.type = group(TYPE, header);
        this.fortran = group(FORTRAN, header).equals("True");
        this.shape = Arrays.stream(group(SHAPE, header).replace("L", "").split(","))
                .map(String::strip)
                .filter(length -> !length.isEmpty())
                .mapToLong(this::length)
                .toArray();
    }

    /**
     * Reads the header.
     *
     * @param place of the array, for messages
     * @param in from the array's first byte on; closed with the array, and if this fails
     */
    static NpyArray open(String place, InputStream in) throws IOException {
        try {
            return new NpyArray(place, in, header(place, in));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static String header(String place, InputStream in) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length + 2);
        if (start.length < MAGIC.length + 2 || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new BadSampleException(place + " is no NumPy array; write it with numpy.save or numpy.savez");
        }
        int lengthBytes = start[MAGIC.length] == 1 ? 2 : 4;
        byte[] length = Arrays.copyOf(in.readNBytes(lengthBytes), 4);
        int count = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (count < 1 || count > MAX_HEADER) {
            throw new BadSampleException(
                    "%s: the NumPy header has %d bytes; 1 to %d can be".formatted(place, count, MAX_HEADER));
        }
        byte[] text = in.readNBytes(count);
        if (text.length < count) {
            throw new EOFException(place + " ends within its NumPy header; copy it again");
        }
        return new String(text, StandardCharsets.UTF_8);
    }

    private String group(Pattern pattern, String header) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new BadSampleException("%s: the NumPy header is %s; arrays of plain numbers or text can be read"
                    .formatted(place, header.strip()));
        }
        return matcher.group(1);
    }

    private long length(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new BadSampleException("%s: an axis has the length %s".formatted(place, digits), e);
        }
    }

    String place() {
        return place;
    }

    long[] shape() {
        return shape.clone();
    }

    String shapeText() {
        return LongStream.of(shape)
                .mapToObj(Long::toString)
                .reduce((a, b) -> a + " x " + b)
                .orElse("()");
    }

    /** The type of its numbers. */
    NpyType numbers() {
        if (fortran && shape.length > 1) {
            throw new BadSampleException(place
                    + " is in Fortran order; save numpy.ascontiguousarray of it, so that pictures can be read in turn");
        }
        return NpyType.of(type)
                .orElseThrow(() -> new BadSampleException(
                        "%s has the type %s; give float16, 32 or 64 or whole numbers of 8 to 64 bits"
                                .formatted(place, type)));
    }

    /** The next bytes into the whole of a buffer. */
    void readInto(byte[] buffer) throws IOException {
        requireAll(in.readNBytes(buffer, 0, buffer.length), buffer.length);
    }

    private void requireAll(int read, int wanted) throws EOFException {
        if (read < wanted) {
            throw new EOFException("%s ends early: its shape is %s of type %s, and numbers are missing"
                    .formatted(place, shapeText(), type));
        }
    }

    /** All of an array of one axis, or of the single number of an array without axes. */
    double[] allNumbers() throws IOException {
        NpyType numbers = numbers();
        byte[] bytes = allBytes(numbers.bytes());
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(numbers.order());
        double[] all = new double[bytes.length / numbers.bytes()];
        for (int i = 0; i < all.length; i++) {
            all[i] = numbers.read(buffer, i * numbers.bytes());
        }
        return all;
    }

    /** All of an array of one axis as text, whether it holds text or numbers. */
    String[] allTexts() throws IOException {
        Matcher text = Pattern.compile("([<>|=])([US])(\\d{1,6})").matcher(type);
        if (!text.matches()) {
            return numbersAsTexts();
        }
        boolean wide = text.group(2).equals("U");
        int bytesEach = Integer.parseInt(text.group(3)) * (wide ? 4 : 1);
        ByteOrder order = text.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ByteBuffer all = ByteBuffer.wrap(allBytes(bytesEach)).order(order);
        String[] texts = new String[(int) count()];
        for (int i = 0; i < texts.length; i++) {
            StringBuilder one = new StringBuilder();
            for (int at = i * bytesEach; at < (i + 1) * bytesEach; at += wide ? 4 : 1) {
                int letter = wide ? all.getInt(at) : all.get(at) & 0xff;
                if (letter != 0 && Character.isValidCodePoint(letter)) {
                    one.appendCodePoint(letter);
                }
            }
            texts[i] = one.toString();
        }
        return texts;
    }

    private String[] numbersAsTexts() throws IOException {
        NpyType numbers = numbers();
        ByteBuffer bytes = ByteBuffer.wrap(allBytes(numbers.bytes())).order(numbers.order());
        String[] texts = new String[bytes.capacity() / numbers.bytes()];
        for (int i = 0; i < texts.length; i++) {
            int at = i * numbers.bytes();
            texts[i] = numbers.kind() == 'f' ? Double.toString(numbers.read(bytes, at)) : numbers.readWhole(bytes, at);
        }
        return texts;
    }

    private byte[] allBytes(int bytesEach) throws IOException {
        long length = count() * bytesEach;
        if (shape.length > 1 || length > Integer.MAX_VALUE - 8) {
            throw new BadSampleException("%s has the shape %s; give one value a picture".formatted(place, shapeText()));
        }
        // Grows with what is there, so that a header that promises too much costs nothing.
        byte[] bytes = in.readNBytes((int) length);
        requireAll(bytes.length, (int) length);
        return bytes;
    }

    private long count() {
        return LongStream.of(shape).reduce(1, (a, b) -> a * b);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
