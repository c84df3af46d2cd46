package dev.arclet.compare;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them, the same in the table, the page and the verdict. */
public final class Numbers {
    private static final int PLAIN = 10;

    private Numbers() {}

    /** Pictures a second. */
    public static String rate(double perSecond) {
        boolean whole = perSecond >= PLAIN || perSecond == Math.rint(perSecond);
        return String.format(Locale.ROOT, whole ? "%,.0f" : "%.2f", perSecond);
    }

    /** Milliseconds, three digits that tell something. */
    public static String millis(double millis) {
        return String.format(Locale.ROOT, millis >= 100 ? "%,.0f" : millis >= PLAIN ? "%.1f" : "%.2f", millis);
    }

    /** Shares of one. */
    public static String decimal(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** A bound, in the unit in which one would give it. */
    public static String time(Duration time) {
        long millis = time.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    /** Watt hours or dollars. */
    public static String amount(double value) {
        return String.format(Locale.ROOT, value >= PLAIN ? "%,.1f" : value >= 0.1 ? "%.2f" : "%.4f", value);
    }
}
