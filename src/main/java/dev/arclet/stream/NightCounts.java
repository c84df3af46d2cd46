package dev.arclet.stream;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the output topics tell of one night:
 *
 * <pre>
 * answered = scored + skipped + unscorable + dead
 * records  = answered + sent again + repeats
 * </pre>
 *
 * @param answered alerts, each once
 * @param outcomes alerts by outcome ({@code scored}, {@code skipped}, {@code unscorable}, {@code dead}) and by reason, which is empty for
 *     those that were scored
 * @param candidates scored alerts whose score reached the threshold
 * @param records records that tell of these alerts
 * @param sentAgain records that say no more than that an alert was sent twice ({@code duplicate})
 * @param repeats records that tell of an alert once more, as after a crash under {@code at_least_once}
 * @param repeated alerts that the repeats are of, the first {@value NightAccount#MOST_LISTED}
 */
public record NightCounts(
        long answered,
        Map<String, Map<String, Long>> outcomes,
        long candidates,
        long records,
        long sentAgain,
        long repeats,
        List<String> repeated) {
    /** Of a night of which nothing is told. */
    public static final NightCounts NONE = new NightCounts(0, Map.of(), 0, 0, 0, 0, List.of());

    public NightCounts {
        Map<String, Map<String, Long>> copy = new LinkedHashMap<>();
        outcomes.forEach(
                (outcome, reasons) -> copy.put(outcome, Collections.unmodifiableMap(new LinkedHashMap<>(reasons))));
        outcomes = Collections.unmodifiableMap(copy);
        repeated = List.copyOf(repeated);
    }

    /** Alerts of one outcome, whatever the reason. */
    public long of(String outcome) {
        return outcomes.getOrDefault(outcome, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
