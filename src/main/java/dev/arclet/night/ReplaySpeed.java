package dev.arclet.night;

/**
 * How fast a night is replayed.
 *
 * @param factor how many times faster than the telescope sent it; infinity waits for nothing
 */
public record ReplaySpeed(double factor) {
    /** As fast as the topic takes it. */
    public static final ReplaySpeed MAX = new ReplaySpeed(Double.POSITIVE_INFINITY);

    private static final String MAX_TEXT = "max";

    public ReplaySpeed {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("speed is " + factor + "; give a number above 0, or max");
        }
    }

    /** Reads {@code 1}, {@code 10}, {@code 0.5}, {@code max}. */
    public static ReplaySpeed parse(String text) {
        if (text.equals(MAX_TEXT)) {
            return MAX;
        }
        try {
            return new ReplaySpeed(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("speed is '" + text + "'; give a number above 0, or max", e);
        }
    }

    /** Whether there is a schedule to keep to. */
    public boolean isPaced() {
        return factor != Double.POSITIVE_INFINITY;
    }

    @Override
    public String toString() {
        return isPaced() ? factor + "x" : MAX_TEXT;
    }
}
