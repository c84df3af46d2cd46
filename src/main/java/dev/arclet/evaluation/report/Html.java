package dev.arclet.evaluation.report;

import dev.arclet.evaluation.figures.Estimate;
import dev.arclet.evaluation.figures.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Small pieces of HTML. Text is escaped wherever it comes in. */
public final class Html {
    /** Stands where there is no value. */
    public static final String NONE = "&ndash;";

    private Html() {}

    /** Text, fit to stand in HTML. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Numbers and text put together, the same in every country. */
    public static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** A table whose cells are HTML already; the first column is text, the others are numbers unless {@link #withTwoTexts} says otherwise. */
    public static final class Table {
        private final List<String> head;
        private final List<List<String>> rows = new ArrayList<>();
        private boolean twoTexts;

        /** With the cells of its head, HTML too. */
        public Table(List<String> head) {
            this.head = List.copyOf(head);
        }

        /** The second column is text too; returns itself. */
        public Table withTwoTexts() {
            twoTexts = true;
            return this;
        }

        /** Adds a row, as long as the head. */
        public void add(List<String> row) {
            rows.add(List.copyOf(row));
        }

        /** All of it; one that is too wide for the page scrolls by itself. */
        public String html() {
            StringBuilder html = new StringBuilder("<div class=\"wide\"><table")
                    .append(twoTexts ? " class=\"texts\"" : "")
                    .append("><thead><tr>");
            head.forEach(cell -> html.append("<th>").append(cell).append("</th>"));
            html.append("</tr></thead><tbody>");
            for (List<String> row : rows) {
                html.append("<tr>");
                row.forEach(cell -> html.append("<td>").append(cell).append("</td>"));
                html.append("</tr>\n");
            }
            return html.append("</tbody></table></div>\n").toString();
        }
    }

    /** A figure with its interval. */
    public static String estimate(Estimate estimate) {
        return withInterval(estimate.value(), estimate.low(), estimate.high());
    }

    static String share(Share share) {
        return withInterval(share.value(), share.low(), share.high());
    }

    /** Small shares, such as false positive rates, as powers of ten. */
    static String smallShare(Share share) {
        return format("%s <small>%s to %s</small>", small(share.value()), small(share.low()), small(share.high()));
    }

    private static String small(double value) {
        return value == 0 || value >= 0.01 ? format("%.3f", value) : format("%.1e", value);
    }

    private static String withInterval(double value, double low, double high) {
        return format("%s <small>%s to %s</small>", decimal(value), decimal(low), decimal(high));
    }

    /** As many digits as it takes to tell it from 0 and from 1. */
    static String decimal(double value) {
        if (value > 0 && value < 0.01) {
            return format("%.2g", value);
        }
        return format(value > 0.9999 && value < 1 ? "%.6f" : value > 0.99 && value < 1 ? "%.4f" : "%.3f", value);
    }
}
