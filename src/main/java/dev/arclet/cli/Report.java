package dev.arclet.cli;

import dev.arclet.stream.Flow;
import dev.arclet.stream.Ledger;
import java.util.Locale;

/** What commands say at their end: where every alert went, and how long it took. */
final class Report {
    private Report() {}

    /** A line an outcome, and the sum that has to come out. */
    static String ledger(Ledger.Counts counts) {
        TextTable table = new TextTable("outcome", "alerts");
        counts.outcomes().forEach((outcome, alerts) -> table.add(outcome, number(alerts)));
        return table + balance(counts) + System.lineSeparator();
    }

    private static String balance(Ledger.Counts counts) {
        StringBuilder sum = new StringBuilder(number(counts.in())).append(" in");
        addUnlessNone(sum, counts.resumed(), "resumed from the state");
        addUnlessNone(sum, -counts.underWay(), "taken up by an earlier run");
        sum.append(" = ").append(number(counts.of("scored"))).append(" scored");
        sum.append(" + ").append(number(counts.of("skipped"))).append(" skipped");
        sum.append(" + ").append(number(counts.of("unscorable"))).append(" unscorable");
        sum.append(" + ").append(number(counts.of("dead"))).append(" dead letters");
        addUnlessNone(sum, counts.inFlight(), "in flight");
        addUnlessNone(sum, counts.kept(), "in flight, kept in the state for the next start");
        addUnlessNone(sum, counts.underWay(), "in the re-key topic for the next start");
        return sum + "; " + number(counts.candidates()) + " over the threshold";
    }

    private static void addUnlessNone(StringBuilder sum, long alerts, String what) {
        if (alerts > 0) {
            sum.append(" + ").append(number(alerts)).append(' ').append(what);
        }
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** For a line that is written over while a stream runs. */
    static String live(Ledger.Counts counts, RateMeter rate, Flow flow) {
        return String.format(
                Locale.ROOT,
                "%s in, %s out (%.0f/s), %s candidates, %s dead; %s",
                number(counts.in()),
                number(counts.out()),
                rate.perSecond(counts.out()),
                number(counts.candidates()),
                number(counts.of("dead")),
                flow.brief());
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
