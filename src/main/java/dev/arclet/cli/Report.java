package dev.arclet.cli;

import dev.arclet.stream.Ledger;
import java.util.Locale;
import java.util.Map;

/** What commands say at their end: where every alert went, and how long it took. */
final class Report {
    private Report() {}

    static String ledger(Ledger.Counts counts) {
        TextTable table = new TextTable("outcome", "alerts");
        for (Map.Entry<String, Long> line : counts.outcomes().entrySet()) {
            table.add(line.getKey(), number(line.getValue()));
        }
        if (counts.inFlight() > 0) {
            table.add("in flight", number(counts.inFlight()));
        }
        return table
                + String.format(
                        Locale.ROOT,
                        "%s in = %s scored + %s skipped + %s unscorable + %s dead letters%s; %s over the threshold%n",
                        number(counts.in()),
                        number(counts.of("scored")),
                        number(counts.of("skipped")),
                        number(counts.of("unscorable")),
                        number(counts.of("dead")),
                        counts.inFlight() > 0 ? " + " + number(counts.inFlight()) + " in flight" : "",
                        number(counts.candidates()));
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** For a line that is written over while work goes on. */
    static String live(Ledger.Counts counts, RateMeter rate) {
        return String.format(
                Locale.ROOT,
                "%s in, %s out (%.0f/s), %d in flight, %s candidates, %s dead letters",
                number(counts.in()),
                number(counts.out()),
                rate.perSecond(counts.out()),
                counts.inFlight(),
                number(counts.candidates()),
                number(counts.of("dead")));
    }
}
