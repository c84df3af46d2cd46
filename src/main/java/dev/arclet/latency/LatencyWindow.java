package dev.arclet.latency;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What the stages cost between one look and the next, for a picture of how that changes: percentiles over everything since the
 * start hardly move after an hour. For one thread; a look costs some milliseconds for the stages that alerts have passed since, and
 * nothing for the others.
 */
public final class LatencyWindow {
    private final Map<Stage, Histogram> growing;
    private final Map<Stage, Histogram> seen = new EnumMap<>(Stage.class);

    LatencyWindow(Map<Stage, Histogram> growing) {
        this.growing = growing;
        growing.forEach((stage, histogram) -> seen.put(stage, histogram.copy()));
    }

    /** A row for each stage that alerts have passed since the last look, or since the window was opened. */
    public List<LatencyTable.Row> next() {
        List<LatencyTable.Row> rows = new ArrayList<>();
        growing.forEach((stage, histogram) -> {
            Histogram before = seen.get(stage);
            if (histogram.getTotalCount() > before.getTotalCount()) {
                Histogram now = histogram.copy();
                Histogram since = now.copy();
                since.subtract(before);
                seen.put(stage, now);
                rows.add(LatencyRecorder.row(stage, since));
            }
        });
        return rows;
    }
}
