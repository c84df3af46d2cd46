package dev.arclet.load.report;

import static dev.arclet.evaluation.report.Html.escape;
import static dev.arclet.evaluation.report.Html.format;

import dev.arclet.load.Percentiles;
import dev.arclet.load.RunResult;
import dev.arclet.load.RunResult.LegTime;
import java.util.List;

/** Bars of the mean time of an alert, one a run, each cut into the legs of the road. Means add up, percentiles would not. */
final class LegBars {
    private static final int WIDTH = 1040;
    private static final int LEFT = 90;
    private static final int RIGHT = 90;
    private static final int BAR = 26;
    private static final int GAP = 10;
    private static final int TOP = 34;
    private static final int LEGEND = 44;
    private static final int COLOURS = 6;

    private LegBars() {}

    static String svg(List<RunResult> runs, List<String> names) {
        double most = runs.stream().mapToDouble(LegBars::mean).max().orElse(0);
        int bottom = TOP + runs.size() * (BAR + GAP);
        StringBuilder svg = new StringBuilder(format(
                "<svg style=\"max-width:%dpx\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"where the time goes\">\n",
                WIDTH, WIDTH, bottom + LEGEND));
        svg.append("<text class=\"title\" x=\"0\" y=\"18\">Where the time of a scored alert goes (mean, ms)</text>\n");
        for (int i = 0; i < runs.size(); i++) {
            bar(svg, runs.get(i), names.get(i), TOP + i * (BAR + GAP), most);
        }
        legend(svg, runs, bottom + 18);
        return svg.append("</svg>\n").toString();
    }

    private static double mean(RunResult run) {
        return run.legs().stream().mapToDouble(leg -> leg.time().mean()).sum();
    }

    private static void bar(StringBuilder svg, RunResult run, String name, int top, double most) {
        svg.append(format("<text class=\"end\" x=\"%d\" y=\"%d\">%s</text>\n", LEFT - 8, top + 17, escape(name)));
        double x = LEFT;
        double scale = most > 0 ? (WIDTH - LEFT - RIGHT) / most : 0;
        for (int leg = 0; leg < run.legs().size(); leg++) {
            LegTime part = run.legs().get(leg);
            double width = part.time().mean() * scale;
            svg.append(format(
                    "<rect %s x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"><title>%s %s ms</title></rect>\n",
                    fill(leg),
                    x,
                    top,
                    width,
                    BAR,
                    escape(part.leg()),
                    Percentiles.text(part.time().mean())));
            x += width;
        }
        svg.append(format("<text x=\"%.1f\" y=\"%d\">%s</text>\n", x + 6, top + 17, Percentiles.text(mean(run))));
    }

    private static void legend(StringBuilder svg, List<RunResult> runs, int y) {
        int x = LEFT;
        List<LegTime> legs = runs.get(0).legs();
        for (int leg = 0; leg < legs.size(); leg++) {
            svg.append(format(
                    "<rect %s x=\"%d\" y=\"%d\" width=\"12\" height=\"12\"/><text x=\"%d\" y=\"%d\">%s</text>\n",
                    fill(leg), x, y - 10, x + 17, y, escape(legs.get(leg).leg())));
            x += 30 + 7 * legs.get(leg).leg().length();
        }
    }

    /** After six the colours come again, paler. */
    private static String fill(int leg) {
        return format("class=\"d%d\"%s", leg % COLOURS, leg < COLOURS ? "" : " fill-opacity=\".45\"");
    }
}
