package dev.arclet.cli;

import dev.arclet.record.LensCandidate;
import dev.arclet.record.LensScore;
import dev.arclet.sky.Truth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the demo shows at its end. */
final class DemoReport {
    private static final int SHOWN = 20;

    private DemoReport() {}

    static String of(SimulatedNight night, Audience audience, Pipeline pipeline, long sent) {
        List<LensCandidate> candidates = audience.candidates();
        return "\n"
                + table(night, candidates)
                + summary(night, candidates)
                + "\n"
                + pipeline.latencies().snapshot()
                + "\n"
                + Report.ledger(pipeline.ledger().counts())
                + accounting(audience.answered(), sent);
    }

    private static String table(SimulatedNight night, List<LensCandidate> candidates) {
        TextTable table = new TextTable("object", "ra", "dec", "bands", "score", "probability", "truth");
        candidates.stream().limit(SHOWN).forEach(candidate -> {
            LensScore score = candidate.getScore();
            table.add(
                    score.getObjectId(),
                    decimal(5, score.getRa()),
                    decimal(5, score.getDec()),
                    String.join("", score.getChannels()),
                    decimal(4, score.getScore()),
                    decimal(4, score.getProbability()),
                    night.truth(score.getObjectId()).map(DemoReport::describe).orElse("unknown"));
        });
        String more = candidates.size() > SHOWN ? "... and " + (candidates.size() - SHOWN) + " more\n" : "";
        return table + more;
    }

    private static String describe(Truth truth) {
        return truth.lens()
                ? String.format(Locale.ROOT, "LENS, Einstein radius %.2f\"", truth.einsteinRadius())
                : "no: " + truth.kind().label();
    }

    private static String summary(SimulatedNight night, List<LensCandidate> candidates) {
        long found = candidates.stream()
                .map(candidate -> night.truth(candidate.getScore().getObjectId()))
                .flatMap(Optional::stream)
                .filter(Truth::lens)
                .count();
        return String.format(
                Locale.ROOT,
                "Candidates: %d of the night's %d lenses, %d false%n",
                found,
                night.lenses(),
                candidates.size() - found);
    }

    private static String accounting(long answered, long sent) {
        return answered == sent
                ? String.format(Locale.ROOT, "%,d alerts sent, %,d answered: nothing lost%n", sent, answered)
                : String.format(
                        Locale.ROOT, "%,d alerts sent, %,d answered: %,d MISSING%n", sent, answered, sent - answered);
    }

    private static String decimal(int digits, double value) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
