package dev.arclet.alert;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The alternatives for one value of an alert, in order: the first slot with a usable value counts. Not usable are null, NaN and
 * infinities, the survey's marks for "no value", and for ids 0 and empty text.
 */
final class Choice {
    private static final int LONGEST_NUMBER = 40;

    private final List<String> paths;
    private final int[] slots;
    private final double[] noValue;

    private Choice(List<String> paths, int[] slots, double[] noValue) {
        this.paths = paths;
        this.slots = slots;
        this.noValue = noValue;
    }

    /** Those of the paths that the projection's schema has. */
    static Choice of(List<String> paths, Projection projection, List<Double> noValue) {
        List<String> there =
                paths.stream().filter(p -> projection.slot(p).isPresent()).toList();
        int[] slots =
                there.stream().mapToInt(p -> projection.slot(p).orElseThrow()).toArray();
        return new Choice(
                there, slots, noValue.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** A finite number; text is read as one, and {@code t}, {@code f}, {@code true}, {@code false} as 1 and 0. */
    OptionalDouble number(Object[] values) {
        for (int slot : slots) {
            double number = toNumber(values[slot]);
            if (Double.isFinite(number) && !isNoValue(number)) {
                return OptionalDouble.of(number);
            }
        }
        return OptionalDouble.empty();
    }

    private boolean isNoValue(double number) {
        for (double mark : noValue) {
            if (number == mark) {
                return true;
            }
        }
        return false;
    }

    private static double toNumber(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        return value instanceof String text ? toNumber(text) : Double.NaN;
    }

    private static double toNumber(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return Double.NaN;
        }
        switch (text) {
            case "t", "true" -> {
                return 1;
            }
            case "f", "false" -> {
                return 0;
            }
            default -> {
                try {
                    return Double.parseDouble(text);
                } catch (NumberFormatException e) {
                    return Double.NaN;
                }
            }
        }
    }

    /** A whole number other than 0. */
    Optional<Long> wholeNumber(Object[] values) {
        return first(values, Choice::toWholeNumber);
    }

    private static Optional<Long> toWholeNumber(Object value) {
        if (value instanceof Long number) {
            return Optional.of(number).filter(n -> n != 0);
        }
        try {
            return value instanceof String text
                    ? Optional.of(Long.valueOf(text)).filter(n -> n != 0)
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** An id as text; neither 0 nor blank. */
    Optional<String> id(Object[] values) {
        return first(values, value -> toText(value).filter(id -> !id.equals("0")));
    }

    /** Text that is not blank, without blanks around it; a number in decimal. */
    Optional<String> text(Object[] values) {
        return first(values, Choice::toText);
    }

    private static Optional<String> toText(Object value) {
        if (value instanceof Long number) {
            return Optional.of(number.toString());
        }
        return value instanceof String text ? Optional.of(text.strip()).filter(t -> !t.isEmpty()) : Optional.empty();
    }

    /** Bytes, at least one. */
    Optional<ByteBuffer> bytes(Object[] values) {
        return first(
                values,
                value -> value instanceof ByteBuffer bytes && bytes.hasRemaining()
                        ? Optional.of(bytes)
                        : Optional.empty());
    }

    private <T> Optional<T> first(Object[] values, Function<Object, Optional<T>> read) {
        for (int slot : slots) {
            Optional<T> found = read.apply(values[slot]);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** What the packet holds instead, for an error: {@code diaSource.band is null}. */
    String describe(Object[] values) {
        return IntStream.range(0, slots.length)
                .mapToObj(i -> paths.get(i) + " is " + abbreviated(String.valueOf(values[slots[i]])))
                .collect(Collectors.joining(", "));
    }

    private static String abbreviated(String text) {
        return text.length() <= LONGEST_NUMBER ? text : text.substring(0, LONGEST_NUMBER) + "...";
    }
}
