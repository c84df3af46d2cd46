package dev.arclet.night;

import dev.arclet.alert.ObservingNight;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Which part of a night is of interest.
 *
 * @param from first moment, MJD in TAI days; minus infinity: from its start
 * @param to first moment that is too late; infinity: to its end
 * @param visits which visits
 */
public record NightSelection(double from, double to, VisitRange visits) {
    /** The whole night. */
    public static final NightSelection ALL =
            new NightSelection(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, VisitRange.ALL);

    public NightSelection {
        if (!(from < to)) {
            throw new IllegalArgumentException("the part of the night ends (%s) before it begins (%s); give a later end"
                    .formatted(written(to), written(from)));
        }
    }

    /**
     * Some of the visits. Numbers up to {@value #LARGEST_COUNT} count the visits of the input, the first one is 1; larger ones are the
     * visits' own.
     *
     * @param first of them
     * @param last of them
     */
    public record VisitRange(long first, long last) {
        static final VisitRange ALL = new VisitRange(0, Long.MAX_VALUE);
        private static final long LARGEST_COUNT = 99_999;

        /** Reads {@code 5} or {@code 3-10}. */
        public static VisitRange parse(String text) {
            if (!text.matches("\\d{1,18}(-\\d{1,18})?")) {
                throw new IllegalArgumentException(
                        "visits are '" + text + "'; give one, like 5, or a range, like 3-10");
            }
            String[] ends = text.split("-", -1);
            long first = Long.parseLong(ends[0]);
            long last = Long.parseLong(ends[ends.length - 1]);
            if (first < 1 || last < first || isCount(first) != isCount(last)) {
                throw new IllegalArgumentException("visits are '" + text
                        + "'; give the first and the last, counted from 1 or both by the visits' own numbers");
            }
            return new VisitRange(first, last);
        }

        private static boolean isCount(long number) {
            return number <= LARGEST_COUNT;
        }

        private boolean holds(long count, long number) {
            long value = isCount(first) ? count : number;
            return value >= first && value <= last;
        }
    }

    /** Reads a moment: ISO 8601 in UTC, or an MJD in TAI days. */
    public static double moment(String text) {
        try {
            return text.matches("\\d+(\\.\\d+)?")
                    ? Double.parseDouble(text)
                    : ObservingNight.mjdTai(Instant.parse(text.toUpperCase(Locale.ROOT)));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no time; give one like 2026-11-24T03:00:00Z, or an MJD like 61368.125", e);
        }
    }

    private static String written(double mjd) {
        return Double.isInfinite(mjd) ? "never" : ObservingNight.utc(mjd).toString();
    }

    /** Whether nothing is left out. */
    public boolean isAll() {
        return equals(ALL);
    }

    /** Picks packets one after another, in the order of the input. For one thread. */
    final class Picker {
        private long visit;
        private long visitCount;
        private long leftOut;
        private long undated;

        /** The packet, if it is in the selection. */
        Optional<DatedPacket> pick(DatedPacket packet) {
            if (isAll()) {
                return Optional.of(packet);
            }
            if (Double.isNaN(packet.mjd())) {
                undated++;
                return Optional.empty();
            }
            countVisit(packet.visit());
            boolean chosen = packet.mjd() >= from && packet.mjd() < to && visits.holds(visitCount, visit);
            leftOut += chosen ? 0 : 1;
            return chosen ? Optional.of(packet) : Optional.empty();
        }

        private void countVisit(long itsVisit) {
            if (visitCount == 0 || itsVisit != visit) {
                visit = itsVisit;
                visitCount++;
            }
        }

        /** Alerts outside of the selection so far. */
        long leftOut() {
            return leftOut;
        }

        /** Packets left out so far because they do not say when they were taken. */
        long undated() {
            return undated;
        }
    }
}
