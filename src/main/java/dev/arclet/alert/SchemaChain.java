package dev.arclet.alert;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * Several sources asked in order; the first that knows an id answers. Answers are kept for ever. That nobody knows an id is
 * remembered only for a while, since schemas are registered before their first alert but not always before the look-up. As long as
 * one source can't tell and no other knows, nor can the chain.
 *
 * <p>Thread-safe. A kept answer costs a map look-up; other look-ups go one at a time, so that many threads waiting for one schema
 * ask for it once.
 */
public final class SchemaChain implements SchemaSource {
    /** How long an id stays unknown by default. */
    public static final Duration UNKNOWN_FOR = Duration.ofSeconds(30);

    private static final int UNKNOWN_KEPT = 1024;

    private final List<SchemaSource> sources;
    private final Duration unknownFor;
    private final InstantSource clock;
    private final Map<Integer, Schema> known = new ConcurrentHashMap<>();
    private final Map<Integer, Long> unknownUntil = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Long> eldest) {
            return size() > UNKNOWN_KEPT;
        }
    };

    /** Asks these sources, first to last. */
    public SchemaChain(List<SchemaSource> sources) {
        this(sources, UNKNOWN_FOR, InstantSource.system());
    }

    /** With another time that ids stay unknown, and another clock. */
    public SchemaChain(List<SchemaSource> sources, Duration unknownFor, InstantSource clock) {
        this.sources = List.copyOf(sources);
        this.unknownFor = unknownFor;
        this.clock = clock;
    }

    @Override
    public Optional<Schema> byId(int id) throws SchemaUnavailableException {
        Schema kept = known.get(id);
        return kept == null ? lookUp(id) : Optional.of(kept);
    }

    private synchronized Optional<Schema> lookUp(int id) throws SchemaUnavailableException {
        Schema kept = known.get(id);
        if (kept != null) {
            return Optional.of(kept);
        }
        if (clock.millis() < unknownUntil.getOrDefault(id, Long.MIN_VALUE)) {
            return Optional.empty();
        }
        Optional<Schema> found = ask(id);
        found.ifPresentOrElse(
                schema -> known.put(id, schema), () -> unknownUntil.put(id, clock.millis() + unknownFor.toMillis()));
        return found;
    }

    private Optional<Schema> ask(int id) throws SchemaUnavailableException {
        List<SchemaUnavailableException> failures = new ArrayList<>();
        for (SchemaSource source : sources) {
            try {
                Optional<Schema> found = source.byId(id);
                if (found.isPresent()) {
                    return found;
                }
            } catch (SchemaUnavailableException e) {
                failures.add(e);
            }
        }
        if (failures.isEmpty()) {
            return Optional.empty();
        }
        SchemaUnavailableException first = failures.get(0);
        failures.subList(1, failures.size()).forEach(first::addSuppressed);
        throw first;
    }

    @Override
    public String toString() {
        return sources.toString();
    }
}
