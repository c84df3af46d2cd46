package dev.arclet.web.wall;

import dev.arclet.web.http.BadCallException;
import dev.arclet.web.http.Call;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which candidates are wanted, in which order.
 *
 * @param minScore least score, 0 to 1; a float as scores are, for as a double 0.9 is more than the float 0.9
 * @param band that the object must have been seen in
 * @param order newest or best first
 * @param limit most of them
 */
public record WallFilter(float minScore, Optional<String> band, Order order, int limit) {
    private static final Comparator<WallEntry> NEWEST_FIRST =
            Comparator.comparingLong(WallEntry::newestMicros).reversed().thenComparing(WallEntry::id);
    private static final Comparator<WallEntry> BEST_FIRST = Comparator.<WallEntry>comparingDouble(
                    entry -> entry.score().getScore())
            .thenComparingLong(WallEntry::newestMicros)
            .reversed()
            .thenComparing(WallEntry::id);

    /** What comes first. */
    public enum Order {
        /** The object with the latest candidate. */
        NEWEST,
        /** The object with the highest score. */
        BEST;

        Comparator<WallEntry> comparator() {
            return this == NEWEST ? NEWEST_FIRST : BEST_FIRST;
        }
    }

    /**
     * As the query says: {@code min-score}, {@code band}, {@code order=newest|best}, {@code limit}.
     *
     * @param usualLimit where the query gives none
     */
    static WallFilter of(Call call, int usualLimit) throws BadCallException {
        String order = call.parameter("order").orElse("newest");
        if (!order.matches("newest|best")) {
            throw new BadCallException("parameter order is '" + order + "'; give newest or best");
        }
        return new WallFilter(
                (float) call.number("min-score", 0, 0, 1),
                call.parameter("band"),
                order.equals("best") ? Order.BEST : Order.NEWEST,
                (int) call.number("limit", usualLimit, 1, 100_000));
    }

    boolean accepts(WallEntry entry) {
        return entry.score().getScore() >= minScore
                && band.map(wanted -> entry.bands().contains(wanted)).orElse(true);
    }
}
