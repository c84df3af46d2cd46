package dev.arclet.load.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Two load tests side by side: the ratio of every figure that both have, and what else is different between them. */
public final class Comparison {
    private final LoadReport a;
    private final LoadReport b;

    /** How {@code b} compares with {@code a}. */
    public Comparison(LoadReport a, LoadReport b) {
        this.a = a;
        this.b = b;
    }

    /**
     * One figure.
     *
     * @param name with its unit
     * @param a first test's
     * @param b second test's
     * @param ratio b / a of the medians
     * @param low the least that the runs allow: least b / most a
     * @param high the most
     * @param verdict whether b is better or worse, or the runs of both overlap
     */
    public record Line(String name, Spread a, Spread b, double ratio, double low, double high, String verdict) {}

    /** The figures that both have and that are not 0. */
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        a.figures().forEach((name, before) -> {
            Spread after = b.figures().get(name);
            if (after != null && before.min() > 0) {
                double low = after.min() / before.max();
                double high = after.max() / before.min();
                lines.add(new Line(
                        name, before, after, after.median() / before.median(), low, high, verdict(name, low, high)));
            }
        });
        return lines;
    }

    private String verdict(String name, double low, double high) {
        if (a.runs().size() < 2 || b.runs().size() < 2) {
            return "one run: no spread";
        }
        if (low <= 1 && high >= 1) {
            return "within the spread";
        }
        return Figure.judge(name, low > 1);
    }

    /** A setting or a property of the machine that is not the same; empty text where one has none. */
    public record Difference(String name, String a, String b) {}

    /** All that is not the same. */
    public List<Difference> differences() {
        List<Difference> differences = new ArrayList<>();
        addDifferences("", a.settings(), b.settings(), differences);
        addDifferences("machine: ", a.machine(), b.machine(), differences);
        return differences;
    }

    private static void addDifferences(
            String prefix, Map<String, String> a, Map<String, String> b, List<Difference> differences) {
        Set<String> names = new LinkedHashSet<>(a.keySet());
        names.addAll(b.keySet());
        for (String name : names) {
            String before = a.getOrDefault(name, "");
            String after = b.getOrDefault(name, "");
            if (!before.equals(after)) {
                differences.add(new Difference(prefix + name, before, after));
            }
        }
    }
}
