package dev.arclet.evaluation.report;

import static dev.arclet.evaluation.report.Html.escape;
import static dev.arclet.evaluation.report.Html.format;

import java.util.ArrayList;
import java.util.List;

/** A plot as SVG that takes its colours from the page: six for series, then the same again. */
public final class Chart {
    private static final int WIDTH = 520;
    private static final int HEIGHT = 340;
    private static final int LEFT = 56;
    private static final int RIGHT = 22;
    private static final int TOP = 34;
    private static final int BOTTOM = 46;
    private static final int LEGEND_LINE = 15;

    private static final int COLOURS = 6;

    private final String title;
    private final Axis x;
    private final Axis y;
    private final StringBuilder marks = new StringBuilder();
    private final List<String> legend = new ArrayList<>();

    /** An empty plot. */
    public Chart(String title, Axis x, Axis y) {
        this.title = title;
        this.x = x;
        this.y = y;
    }

    /**
     * One axis.
     *
     * @param label what it shows and in which unit
     * @param min value at its start
     * @param max value at its end
     * @param log whether it is logarithmic; then {@code min} is more than 0
     * @param ticks values that are written out
     */
    public record Axis(String label, double min, double max, boolean log, List<Double> ticks) {

        /** From 0 to 1. */
        public static Axis share(String label) {
            return new Axis(label, 0, 1, false, List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0));
        }

        /** Powers of ten. */
        public static Axis decades(String label, int from, int to) {
            List<Double> ticks = new ArrayList<>();
            for (int power = from; power <= to; power++) {
                ticks.add(Math.pow(10, power));
            }
            return new Axis(label, Math.pow(10, from), Math.pow(10, to), true, ticks);
        }

        /** From 0 to a round number that is not less than {@code most}, with five to ten ticks of 1, 2 or 5. */
        public static Axis upTo(String label, double most) {
            double power = Math.pow(10, Math.floor(Math.log10(Math.max(most, 1e-6) / 5)));
            double leading = Math.max(most, 1e-6) / power / 5;
            double step = power * (leading <= 1 ? 1 : leading <= 2 ? 2 : leading <= 5 ? 5 : 10);
            List<Double> ticks = new ArrayList<>();
            int last = (int) Math.max(1, Math.ceil(most / step - 1e-9));
            for (int i = 0; i <= last; i++) {
                ticks.add(Math.rint(i * step * 1e9) / 1e9);
            }
            return new Axis(label, 0, ticks.get(last), false, ticks);
        }

        /** Part of the way from start to end, 0 to 1; what lies outside is at the nearer one. */
        double part(double value) {
            double part =
                    log ? Math.log(Math.max(value, min) / min) / Math.log(max / min) : (value - min) / (max - min);
            return Math.min(1, Math.max(0, part));
        }
    }

    /** Points, joined by a line. */
    public Chart line(String name, int series, List<double[]> points) {
        trace(series, points);
        addToLegend(name, series);
        return this;
    }

    /** Points, joined by a line that the legend does not name. */
    public Chart trace(int series, List<double[]> points) {
        StringBuilder path = new StringBuilder();
        for (double[] point : points) {
            path.append(path.isEmpty() ? 'M' : 'L').append(format("%.1f %.1f", xAt(point[0]), yAt(point[1])));
        }
        marks.append(format("<path class=\"s%d\" d=\"%s\"/>\n", series % COLOURS, path));
        return this;
    }

    /**
     * A point with its interval.
     *
     * @param label beside it; may be empty
     * @param ring whether it is drawn hollow
     * @param point {@code x, value, low, high}
     */
    public Chart point(String label, int series, boolean ring, double[] point) {
        int colour = series % COLOURS;
        double x = xAt(point[0]);
        double y = yAt(point[1]);
        marks.append(format(
                "<path class=\"s%d thin\" d=\"M%.1f %.1fV%.1f\"/><circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%d\"/>\n",
                colour,
                x,
                yAt(point[2]),
                yAt(point[3]),
                ring ? "ring s" + colour : "d" + colour,
                x,
                y,
                label.isEmpty() ? 3 : 4));
        if (!label.isEmpty()) {
            marks.append(format("<text class=\"mark\" x=\"%.1f\" y=\"%.1f\">%s</text>\n", x + 6, y - 5, escape(label)));
        }
        return this;
    }

    /** Points with their intervals, each {@code x, value, low, high}. */
    public Chart intervals(int series, List<double[]> points) {
        for (double[] point : points) {
            marks.append(format(
                    "<path class=\"s%d thin\" d=\"M%.1f %.1fV%.1f\"/><circle class=\"d%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>\n",
                    series, xAt(point[0]), yAt(point[2]), yAt(point[3]), series, xAt(point[0]), yAt(point[1])));
        }
        return this;
    }

    /** A filled outline of bins of equal width over the whole of the x axis. */
    public Chart steps(String name, int series, List<Double> heights) {
        double step = (x.max() - x.min()) / heights.size();
        StringBuilder path = new StringBuilder(format("M%.1f %.1f", xAt(x.min()), yAt(y.min())));
        for (int bin = 0; bin < heights.size(); bin++) {
            path.append(format("V%.1fH%.1f", yAt(heights.get(bin)), xAt(x.min() + (bin + 1) * step)));
        }
        path.append(format("V%.1f", yAt(y.min())));
        marks.append(format("<path class=\"s%d f%d\" d=\"%s\"/>\n", series, series, path));
        addToLegend(name, series);
        return this;
    }

    /** A thin line that stands for no series. */
    public Chart guide(double fromX, double fromY, double toX, double toY) {
        marks.append(format(
                "<path class=\"guide\" d=\"M%.1f %.1fL%.1f %.1f\"/>\n", xAt(fromX), yAt(fromY), xAt(toX), yAt(toY)));
        return this;
    }

    private void addToLegend(String name, int series) {
        int top = TOP + 14 + legend.size() * LEGEND_LINE;
        legend.add(format(
                "<path class=\"s%d\" d=\"M%d %dh18\"/><text x=\"%d\" y=\"%d\">%s</text>\n",
                series % COLOURS, LEFT + 10, top - 4, LEFT + 34, top, escape(name)));
    }

    private double xAt(double value) {
        return LEFT + x.part(value) * (WIDTH - LEFT - RIGHT);
    }

    private double yAt(double value) {
        return HEIGHT - BOTTOM - y.part(value) * (HEIGHT - TOP - BOTTOM);
    }

    /** All of it. */
    public String svg() {
        StringBuilder svg = new StringBuilder(
                format("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n", WIDTH, HEIGHT, escape(title)));
        svg.append(format("<text class=\"title\" x=\"%d\" y=\"18\">%s</text>\n", LEFT, escape(title)));
        for (double tick : x.ticks()) {
            svg.append(format(
                    "<path class=\"grid\" d=\"M%.1f %dV%d\"/><text class=\"mid\" x=\"%.1f\" y=\"%d\">%s</text>\n",
                    xAt(tick), TOP, HEIGHT - BOTTOM, xAt(tick), HEIGHT - BOTTOM + 16, tickText(tick)));
        }
        for (double tick : y.ticks()) {
            svg.append(format(
                    "<path class=\"grid\" d=\"M%d %.1fH%d\"/><text class=\"end\" x=\"%d\" y=\"%.1f\">%s</text>\n",
                    LEFT, yAt(tick), WIDTH - RIGHT, LEFT - 6, yAt(tick) + 4, tickText(tick)));
        }
        svg.append(format(
                "<text class=\"mid\" x=\"%d\" y=\"%d\">%s</text>\n",
                (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, escape(x.label())));
        int middle = (TOP + HEIGHT - BOTTOM) / 2;
        svg.append(format(
                "<text class=\"mid\" transform=\"rotate(-90 14 %d)\" x=\"14\" y=\"%d\">%s</text>\n",
                middle, middle, escape(y.label())));
        svg.append(marks);
        legend.forEach(svg::append);
        return svg.append("</svg>\n").toString();
    }

    private static String tickText(double tick) {
        double log = Math.log10(tick);
        boolean power = tick > 0 && (tick < 0.001 || tick >= 1_000_000) && Math.abs(log - Math.rint(log)) < 1e-9;
        if (power) {
            return "1e" + Math.round(log);
        }
        return tick == Math.rint(tick) ? format("%,.0f", tick) : format("%s", tick);
    }
}
