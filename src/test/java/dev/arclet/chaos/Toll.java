package dev.arclet.chaos;

import java.util.Locale;

/**
 * What became of a number of alerts: {@code sent = scored + skipped + unscorable + dead + missing}.
 *
 * @param repeats records that tell an alert's ending once more
 * @param wrong records that tell another ending, or of another alert, than was sent
 */
record Toll(long sent, long scored, long skipped, long unscorable, long dead, long missing, long repeats, long wrong) {
    static final Toll NONE = new Toll(0, 0, 0, 0, 0, 0, 0, 0);
    static final Toll MISSING = new Toll(1, 0, 0, 0, 0, 1, 0, 0);

    /** One alert that has ended so. */
    static Toll of(String ending) {
        return switch (ending.split(":", 2)[0]) {
            case "scored" -> new Toll(1, 1, 0, 0, 0, 0, 0, 0);
            case "skipped" -> new Toll(1, 0, 1, 0, 0, 0, 0, 0);
            case "unscorable" -> new Toll(1, 0, 0, 1, 0, 0, 0, 0);
            case "dead" -> new Toll(1, 0, 0, 0, 1, 0, 0, 0);
            default -> throw new IllegalStateException("an alert ended as '" + ending + "', which is no ending");
        };
    }

    Toll withRepeats(long more) {
        return new Toll(sent, scored, skipped, unscorable, dead, missing, more, wrong);
    }

    Toll withWrong(long more) {
        return new Toll(sent, scored, skipped, unscorable, dead, missing, repeats, more);
    }

    Toll plus(Toll other) {
        return new Toll(
                sent + other.sent,
                scored + other.scored,
                skipped + other.skipped,
                unscorable + other.unscorable,
                dead + other.dead,
                missing + other.missing,
                repeats + other.repeats,
                wrong + other.wrong);
    }

    /** @param repeatsAllowed under at least once */
    boolean isClean(boolean repeatsAllowed) {
        return missing == 0 && wrong == 0 && (repeatsAllowed || repeats == 0);
    }

    /** The account in a line. */
    String sum() {
        return String.format(
                Locale.ROOT,
                "%,d sent = %,d scored + %,d skipped + %,d unscorable + %,d dead + %d missing; %d wrong, %d repeats",
                sent,
                scored,
                skipped,
                unscorable,
                dead,
                missing,
                wrong,
                repeats);
    }
}
