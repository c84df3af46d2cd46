package dev.arclet.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arclet.alert.ObservingNight;
import dev.arclet.stream.NightCounts;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** How {@code arclet ledger} shows its nights. */
final class LedgerReport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String END = System.lineSeparator();
    private static final int REPEATS_SHOWN = 10;

    private LedgerReport() {}

    /** A line a night. */
    static String overview(SortedMap<ObservingNight, NightCounts> nights) {
        if (nights.isEmpty()) {
            return "no alert has been answered" + END;
        }
        TextTable table = new TextTable(
                "night", "answered", "scored", "candidates", "skipped", "unscorable", "dead", "repeats", "sent again");
        nights.forEach((night, counts) -> table.add(
                night.toString(),
                Report.number(counts.answered()),
                Report.number(counts.of("scored")),
                Report.number(counts.candidates()),
                Report.number(counts.of("skipped")),
                Report.number(counts.of("unscorable")),
                Report.number(counts.of("dead")),
                Report.number(counts.repeats()),
                Report.number(counts.sentAgain())));
        return table.toString();
    }

    /** One night, by reason, with the two sums that have to come out. */
    static String night(ObservingNight night, NightCounts counts) {
        TextTable table = new TextTable("outcome", "alerts");
        for (String outcome : List.of("scored", "skipped", "unscorable", "dead")) {
            counts.outcomes()
                    .getOrDefault(outcome, Map.of())
                    .forEach((reason, alerts) -> table.add(
                            reason.isEmpty() ? outcome : outcome + ": " + Printable.line(reason),
                            Report.number(alerts)));
        }
        return "night " + night + END
                + (table.isEmpty() ? "" : table)
                + "%s answered = %s scored + %s skipped + %s unscorable + %s dead letters; %s over the threshold%n"
                        .formatted(
                                Report.number(counts.answered()),
                                Report.number(counts.of("scored")),
                                Report.number(counts.of("skipped")),
                                Report.number(counts.of("unscorable")),
                                Report.number(counts.of("dead")),
                                Report.number(counts.candidates()))
                + "%s records = %s answered + %s of alerts that were sent again + %s repeats%n"
                        .formatted(
                                Report.number(counts.records()),
                                Report.number(counts.answered()),
                                Report.number(counts.sentAgain()),
                                Report.number(counts.repeats()))
                + repeats(counts);
    }

    private static String repeats(NightCounts counts) {
        if (counts.repeats() == 0) {
            return "";
        }
        List<String> shown = counts.repeated().stream()
                .limit(REPEATS_SHOWN)
                .map(Printable::line)
                .toList();
        long more = counts.repeats() - shown.size();
        return "repeated: " + String.join(", ", shown) + (more > 0 ? " and " + Report.number(more) + " more" : "")
                + END;
    }

    /** All nights with all that is known. */
    static String json(SortedMap<ObservingNight, NightCounts> nights) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode list = root.putArray("nights");
        nights.forEach((night, counts) -> list.add(json(night, counts)));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + END;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("can't write JSON", e);
        }
    }

    private static ObjectNode json(ObservingNight night, NightCounts counts) {
        ObjectNode node = JSON.createObjectNode()
                .put("night", night.toString())
                .put("answered", counts.answered())
                .put("scored", counts.of("scored"))
                .put("candidates", counts.candidates());
        for (String outcome : List.of("skipped", "unscorable", "dead")) {
            ObjectNode reasons = node.putObject(outcome);
            counts.outcomes().getOrDefault(outcome, Map.of()).forEach(reasons::put);
        }
        node.put("records", counts.records())
                .put("sentAgain", counts.sentAgain())
                .put("repeats", counts.repeats());
        ArrayNode repeated = node.putArray("repeated");
        counts.repeated().forEach(repeated::add);
        return node;
    }
}
