package dev.arclet.alert;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * A night by the observatory's own calendar: from noon to noon in Chile, named by the day on which it begins. A visit after midnight
 * UTC thus belongs to the night of the day before, as it does in Rubin's visit numbers.
 *
 * @param evening the day on which it begins
 */
public record ObservingNight(LocalDate evening) implements Comparable<ObservingNight> {
    private static final ZoneId OBSERVATORY = ZoneId.of("America/Santiago");
    private static final int NOON_HOURS = 12;
    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);
    private static final double MJD_OF_UNIX_EPOCH = 40_587;
    private static final double MILLIS_A_DAY = 86_400_000;

    /** The night of a moment, MJD in TAI days; for nonsense before year 1 or after 9999 the first or last night that has a name. */
    public static ObservingNight of(double mjdTai) {
        LocalDate evening = utc(mjdTai)
                .atZone(OBSERVATORY)
                .toLocalDateTime()
                .minusHours(NOON_HOURS)
                .toLocalDate();
        return new ObservingNight(evening.isBefore(FIRST) ? FIRST : evening.isAfter(LAST) ? LAST : evening);
    }

    /** The night of a moment, milliseconds since 1970-01-01 UTC. */
    public static ObservingNight ofMillis(long epochMillis) {
        return of(mjdTai(Instant.ofEpochMilli(epochMillis)));
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException saying what to write
     */
    public static ObservingNight parse(String text) {
        try {
            return new ObservingNight(LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "is '" + text + "'; give the day on which the night begins, such as 20261124", e);
        }
    }

    /** A moment, MJD in TAI days, to the millisecond. */
    public static Instant utc(double mjdTai) {
        double days = mjdTai - MJD_OF_UNIX_EPOCH;
        return Instant.ofEpochMilli(Math.round(days * MILLIS_A_DAY - TimeScale.TAI_MINUS_UTC * 1000));
    }

    /** A moment as MJD in TAI days. */
    public static double mjdTai(Instant utc) {
        return TimeScale.UNIX_MILLIS.toMjdTai((double) utc.toEpochMilli());
    }

    @Override
    public int compareTo(ObservingNight other) {
        return evening.compareTo(other.evening);
    }

    /** YYYYMMDD. */
    @Override
    public String toString() {
        return evening.format(DateTimeFormatter.BASIC_ISO_DATE);
    }
}
