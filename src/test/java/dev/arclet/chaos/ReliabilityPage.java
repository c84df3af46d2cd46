package dev.arclet.chaos;

import dev.arclet.stream.StreamSettings.Guarantee;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The table of a page, between two comments. A row that was there before stays until its fault and guarantee are tried again. Rows are
 * read back from the table itself.
 */
final class ReliabilityPage {
    private static final String HEAD = """
            | fault | guarantee | sent | scored | skipped | unscorable | dead | missing | wrong | repeats | restarts | caught up after |
            |---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
            """;
    private static final int CELLS = 12;

    private ReliabilityPage() {}

    /** @throws IllegalStateException if the page has no place for the table */
    static void update(Path page, List<Trial> trials) throws IOException {
        PagePart part = new PagePart(page, "chaos");
        part.write(table(merged(rows(part.read()), trials)));
    }

    private static List<Trial> merged(List<Trial> before, List<Trial> now) {
        Map<String, Trial> rows = new LinkedHashMap<>();
        for (List<Trial> trials : List.of(before, now)) {
            trials.forEach(trial -> rows.put(trial.fault().word() + trial.guarantee(), trial));
        }
        List<Trial> sorted = new ArrayList<>(rows.values());
        sorted.sort(Comparator.comparing(Trial::fault).thenComparing(Trial::guarantee));
        return sorted;
    }

    static String table(List<Trial> trials) {
        StringBuilder table = new StringBuilder(HEAD);
        for (Trial trial : trials) {
            Toll toll = trial.toll();
            table.append(String.format(
                    Locale.ROOT,
                    "| `%s` | %s | %d | %d | %d | %d | %d | %d | %d | %d | %d | %.1f s |%n",
                    trial.fault().word(),
                    trial.guarantee().kafkaName(),
                    toll.sent(),
                    toll.scored(),
                    toll.skipped(),
                    toll.unscorable(),
                    toll.dead(),
                    toll.missing(),
                    toll.wrong(),
                    toll.repeats(),
                    trial.ends(),
                    trial.catchUpMillis() / 1000.0));
        }
        return table.toString();
    }

    static List<Trial> rows(String table) {
        return table.lines()
                .filter(line -> line.startsWith("| `"))
                .map(ReliabilityPage::row)
                .toList();
    }

    private static Trial row(String line) {
        String[] cell = Arrays.stream(line.split("\\|"))
                .skip(1)
                .map(text -> text.replace("`", "").strip().replaceFirst(" s$", ""))
                .toArray(String[]::new);
        if (cell.length != CELLS) {
            throw new IllegalStateException("not a row of this table: " + line);
        }
        long[] counts = new long[CELLS];
        for (int i = 2; i < CELLS - 1; i++) {
            counts[i] = Long.parseLong(cell[i]);
        }
        Guarantee guarantee = Arrays.stream(Guarantee.values())
                .filter(one -> one.kafkaName().equals(cell[1]))
                .findFirst()
                .orElseThrow();
        return new Trial(
                guarantee,
                Fault.valueOf(cell[0].toUpperCase(Locale.ROOT).replace('-', '_')),
                new Toll(counts[2], counts[3], counts[4], counts[5], counts[6], counts[7], counts[9], counts[8]),
                (int) counts[10],
                Math.round(Double.parseDouble(cell[11]) * 1000));
    }
}
