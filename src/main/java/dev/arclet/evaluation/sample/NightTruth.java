package dev.arclet.evaluation.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a truth table says of a night's alerts: a CSV with the column {@code label} and at least one of {@code diaSourceId} (or {@code
 * sourceId}) and {@code diaObjectId} (or {@code objectId}), and, where known, {@code kind}, {@code einstein_radius} and {@code snr}. A
 * row with a source id tells of that alert, one without of all alerts of its object. Kept in memory, about 200 bytes a row.
 */
public final class NightTruth {
    private final Map<Long, Specimen> bySource = new HashMap<>();
    private final Map<String, Specimen> byObject = new HashMap<>();

    private NightTruth() {}

    /** Of a night that nobody knows the truth of. */
    public static NightTruth none() {
        return new NightTruth();
    }

    /**
     * Reads a table.
     *
     * @throws BadSampleException if it is none, or lacks a column
     */
    public static NightTruth read(Path file) throws IOException {
        NightTruth truth = new NightTruth();
        try (Table table = Table.open(file)) {
            table.forEachRemaining(truth::add);
        }
        return truth;
    }

    private void add(Table.Row row) {
        Optional<String> source = row.text("diaSourceId", "sourceId");
        Optional<String> object = row.text("diaObjectId", "objectId");
        if (source.isEmpty() && object.isEmpty()) {
            throw new BadSampleException("%s, row %d: there is neither diaSourceId nor diaObjectId; give one"
                    .formatted(row.file(), row.line()));
        }
        Specimen specimen = row.specimen(object.or(() -> source).orElseThrow());
        source.ifPresent(id -> bySource.put(sourceId(row, id), specimen));
        object.ifPresent(id -> byObject.merge(id, specimen, NightTruth::brighter));
    }

    private static long sourceId(Table.Row row, String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw new BadSampleException(
                    "%s, row %d: diaSourceId is %s; give a whole number".formatted(row.file(), row.line(), id), e);
        }
    }

    /** An object has many alerts, and is as easy to see as the clearest of them. */
    private static Specimen brighter(Specimen a, Specimen b) {
        OptionalDouble best = a.snr().isEmpty()
                        || b.snr().orElse(Double.NEGATIVE_INFINITY) > a.snr().getAsDouble()
                ? b.snr()
                : a.snr();
        return new Specimen(a.id(), a.label(), a.kind(), a.einsteinRadius(), best);
    }

    /** What one alert is of. */
    public Optional<Specimen> ofSource(long sourceId) {
        return Optional.ofNullable(bySource.get(sourceId));
    }

    /** What an object is. */
    public Optional<Specimen> ofObject(String objectId) {
        return Optional.ofNullable(byObject.get(objectId));
    }
}
