package dev.arclet.stream;

import dev.arclet.alert.Alert;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One condition that an alert must meet to be scored, on a quantity that the survey profile names: {@code snr >= 5}.
 *
 * <p>A quantity that the alert lacks (null or NaN in the packet) meets the rule: what was not measured speaks for no skip.
 *
 * @param reason the word under which an alert that fails is skipped and counted
 * @param quantity name in the survey profile's {@code quality} list
 * @param comparison how the two are compared
 * @param bound right-hand side
 */
public record AcceptRule(String reason, String quantity, Comparison comparison, double bound) {

    private static final Pattern FORM = Pattern.compile("\\s*([A-Za-z_]\\w*)\\s*(<=|>=|==|!=|<|>)\\s*(\\S+)\\s*");

    /** The comparisons that a rule may use. */
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
     * Reads a rule as one writes it.
     *
     * @throws IllegalArgumentException if {@code condition} is not {@code QUANTITY COMPARISON NUMBER}
     */
    public static AcceptRule parse(String reason, String condition) {
        Matcher form = FORM.matcher(condition);
        if (!form.matches()) {
            throw notARule(condition);
        }
        try {
            double bound = Double.parseDouble(form.group(3));
            return new AcceptRule(reason, form.group(1), Comparison.of(form.group(2)), bound);
        } catch (NumberFormatException e) {
            throw notARule(condition);
        }
    }

    private static IllegalArgumentException notARule(String condition) {
        return new IllegalArgumentException(
                "'" + condition + "' is not a rule; write QUANTITY COMPARISON NUMBER, for example 'snr >= 5'");
    }

    /** Whether the alert meets the rule. */
    public boolean accepts(Alert alert) {
        Double value = alert.quality().get(quantity);
        return value == null || comparison.holds(value, bound);
    }

    /** The skip reason of an alert that fails, with the value: {@code faint: snr is 3.2, wanted >= 5}. */
    String explain(Alert alert) {
        return String.format(
                Locale.ROOT,
                "%s: %s is %s, wanted %s %s",
                reason,
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
