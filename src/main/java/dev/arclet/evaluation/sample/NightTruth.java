package dev.arclet.evaluation.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What a truth table says of a night's alerts: a CSV with the column {@code label} and at least one of {@code diaSourceId} (or {@code
 * sourceId}) and {@code diaObjectId} (or {@code objectId}), and, where known, {@code kind}, {@code einstein_radius} and {@code snr}. A
 * row with a source id tells of that alert, one without of all alerts of its object. Of rows about the same thing, one that knows its
 * label outranks one that does not. Kept in memory, about 250 bytes a row.
 */
public final class NightTruth {
    private final Map<Long, Known> bySource = new HashMap<>();
    private final Map<String, Known> byObject = new HashMap<>();
    private final Set<Long> withoutObject = new HashSet<>();

    /** What some rows say, with the line of the one that gave the label. */
    private record Known(Specimen specimen, long line) {}

    private NightTruth() {}

    /** Of a night that nobody knows the truth of. */
    public static NightTruth none() {
        return new NightTruth();
    }

    /**
     * Reads a table.
     *
     * @throws BadSampleException if it is none, lacks a column, or calls the same thing a lens in one row and no lens in another
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
        Known known = new Known(row.specimen(object.or(() -> source).orElseThrow()), row.line());
        source.ifPresent(id -> {
            bySource.merge(sourceId(row, id), known, (a, b) -> joined(row.file(), a, b));
            if (object.isEmpty()) {
                withoutObject.add(sourceId(row, id));
            }
        });
        object.ifPresent(id -> byObject.merge(id, known, (a, b) -> joined(row.file(), a, b)));
    }

    /** What two rows about the same thing say together. */
    private static Known joined(Path file, Known a, Known b) {
        Label first = a.specimen().label();
        Label second = b.specimen().label();
        if (first != Label.UNKNOWN && second != Label.UNKNOWN && first != second) {
            throw new BadSampleException("%s, rows %d and %d: %s has the labels %d and %d; give it one"
                    .formatted(file, a.line(), b.line(), a.specimen().id(), first.number(), second.number()));
        }
        boolean secondLeads = first == Label.UNKNOWN && second != Label.UNKNOWN;
        return secondLeads
                ? new Known(completed(b.specimen(), a.specimen()), b.line())
                : new Known(completed(a.specimen(), b.specimen()), a.line());
    }

    private static long sourceId(Table.Row row, String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw new BadSampleException(
                    "%s, row %d: diaSourceId is %s; give a whole number".formatted(row.file(), row.line(), id), e);
        }
    }

    /** One, with what only the other knows. An object has many alerts, and is as easy to see as the clearest of them. */
    private static Specimen completed(Specimen one, Specimen other) {
        OptionalDouble clearest = one.snr().isEmpty()
                        || other.snr().orElse(Double.NEGATIVE_INFINITY)
                                > one.snr().getAsDouble()
                ? other.snr()
                : one.snr();
        return new Specimen(
                one.id(),
                one.label(),
                one.kind().isEmpty() ? other.kind() : one.kind(),
                one.einsteinRadius().isPresent() ? one.einsteinRadius() : other.einsteinRadius(),
                clearest);
    }

    /** What one alert is of. */
    public Optional<Specimen> ofSource(long sourceId) {
        return Optional.ofNullable(bySource.get(sourceId)).map(Known::specimen);
    }

    /** What an object is. */
    public Optional<Specimen> ofObject(String objectId) {
        return Optional.ofNullable(byObject.get(objectId)).map(Known::specimen);
    }

    /** How many objects, and alerts without an object, the table tells of. */
    public long size() {
        return byObject.size() + (long) withoutObject.size();
    }

    /** Of these, how many are not among some objects and alerts. */
    public long notAmong(Set<String> objects, Set<Long> sources) {
        return byObject.keySet().stream().filter(id -> !objects.contains(id)).count()
                + withoutObject.stream().filter(id -> !sources.contains(id)).count();
    }

    /** One of the ids in the table, for messages. */
    public Optional<String> anyId() {
        return byObject.keySet().stream()
                .findFirst()
                .or(() -> withoutObject.stream().findFirst().map(id -> Long.toString(id)));
    }
}
