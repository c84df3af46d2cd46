package dev.arclet.stream;

import dev.arclet.alert.Alert;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition on a quantity that the survey profile names: {@code snr >= 5}. An alert may lack the quantity (null or NaN in the packet): then
 * it neither meets nor fails the condition.
 *
 * @param quantity name in the survey profile's {@code quality} list
 * @param comparison how the two are compared
 * @param bound right-hand side
 */
public record Condition(String quantity, Comparison comparison, double bound) {
    private static final Pattern FORM = Pattern.compile("\\s*([A-Za-z_]\\w*)\\s*(<=|>=|==|!=|<|>)\\s*(\\S+)\\s*");

    /** The comparisons that a condition may use. */
    public enum Comparison {
        LESS("<"),
        AT_MOST("<="),
        EQUAL("=="),
        UNEQUAL("!="),
        AT_LEAST(">="),
        MORE(">");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        private boolean holds(double left, double right) {
            return switch (this) {
                case LESS -> left < right;
                case AT_MOST -> left <= right;
                case EQUAL -> left == right;
                case UNEQUAL -> left != right;
                case AT_LEAST -> left >= right;
                case MORE -> left > right;
            };
        }

        private static Comparison of(String sign) {
            for (Comparison comparison : values()) {
                if (comparison.sign.equals(sign)) {
                    return comparison;
                }
            }
            throw new IllegalArgumentException("no comparison is written " + sign);
        }
    }

    /**
     * Reads a condition as one writes it.
     *
     * @throws IllegalArgumentException if it is not {@code QUANTITY COMPARISON NUMBER}
     */
    public static Condition parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw noCondition(text);
        }
        try {
            return new Condition(form.group(1), Comparison.of(form.group(2)), Double.parseDouble(form.group(3)));
        } catch (NumberFormatException e) {
            throw noCondition(text);
        }
    }

    private static IllegalArgumentException noCondition(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is not a rule; write QUANTITY COMPARISON NUMBER, for example 'snr >= 5'");
    }

    /** Whether the alert has the quantity and it is as wanted. */
    boolean isMetBy(Alert alert) {
        Double value = alert.quality().get(quantity);
        return value != null && comparison.holds(value, bound);
    }

    /** Whether the alert has the quantity and it is not as wanted. */
    boolean isFailedBy(Alert alert) {
        Double value = alert.quality().get(quantity);
        return value != null && !comparison.holds(value, bound);
    }

    /** Of an alert that has the quantity: {@code snr is 3.2, wanted >= 5}. */
    String explain(Alert alert) {
        return String.format(
                Locale.ROOT,
                "%s is %s, wanted %s %s",
                quantity,
                shorten(alert.quality().get(quantity)),
                comparison.sign,
                shorten(bound));
    }

    private static String shorten(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.4g", value);
    }
}
