package dev.arclet.chaos;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Whether something grew in a long run: the median of its last tenth against that of its second, for in the first a process still warms
 * up.
 *
 * @param what is looked at
 * @param unit bytes are told in MiB, all else as it is
 * @param allowed growth that is none
 */
record Flatness(String what, ToLongFunction<Vitals> measure, Unit unit, long allowed) {
    private static final int TENTHS = 10;

    /** All that must not grow, with what it may. */
    static final List<Flatness> ALL = List.of(
            new Flatness("heap after collection", Vitals::heap, Unit.BYTES, 16L << 20),
            new Flatness("memory beyond the heap", Vitals::beyondHeap, Unit.BYTES, 48L << 20),
            new Flatness("threads", Vitals::threads, Unit.PIECES, 4),
            new Flatness("files", Vitals::files, Unit.PIECES, 24));

    /** How it is told. */
    enum Unit {
        BYTES {
            @Override
            String tell(long value) {
                return String.format(Locale.ROOT, "%.1f MiB", value / (double) (1 << 20));
            }
        },
        PIECES {
            @Override
            String tell(long value) {
                return Long.toString(value);
            }
        };

        abstract String tell(long value);
    }

    /** @param vitals in the order of time, at least ten */
    boolean isKept(List<Vitals> vitals) {
        return growth(vitals) <= allowed;
    }

    /** For people: {@code heap after collection: 81.0 MiB, then 82.5 MiB; growth 1.5 MiB of 16.0 MiB that are allowed}. */
    String tell(List<Vitals> vitals) {
        return "%s: %s, then %s; growth %s of %s that are allowed"
                .formatted(
                        what,
                        unit.tell(early(vitals)),
                        unit.tell(late(vitals)),
                        unit.tell(growth(vitals)),
                        unit.tell(allowed));
    }

    private long growth(List<Vitals> vitals) {
        return late(vitals) - early(vitals);
    }

    private long early(List<Vitals> vitals) {
        return median(vitals, 1);
    }

    private long late(List<Vitals> vitals) {
        return median(vitals, TENTHS - 1);
    }

    private long median(List<Vitals> vitals, int tenth) {
        if (vitals.size() < TENTHS) {
            throw new IllegalArgumentException(
                    "%d looks at a process are too few to tell whether it grows; give at least %d"
                            .formatted(vitals.size(), TENTHS));
        }
        long[] sorted = vitals.subList(vitals.size() * tenth / TENTHS, vitals.size() * (tenth + 1) / TENTHS).stream()
                .mapToLong(measure)
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }
}
