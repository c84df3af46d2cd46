package dev.arclet.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * Several sources asked in order; the first that knows an id answers. Answers are kept for ever. That nobody knows an id is
 * remembered only for a while, since schemas are registered before their first alert but not always before the look-up; a chain that waits
 * says for a bounded time that it can't tell yet, see {@link UnknownIds}. As long as one source can't tell and no other knows, nor can the
 * chain.
 *
 * <p>Thread-safe. A kept answer costs a map look-up; other look-ups go one at a time, so that many threads waiting for one schema
 * ask for it once.
 */
public final class SchemaChain implements SchemaSource {
    /** So seldom that a stream of alerts with unknown ids is no burden for a registry, and so often that a replay can follow a registration. */
    private static final Duration ASK_EVERY = Duration.ofSeconds(1);

    /** Steps of the machine's clock must not make a wait longer. */
    private static final InstantSource STEADY = () -> Instant.ofEpochMilli(System.nanoTime() / 1_000_000);

    private final List<SchemaSource> sources;
    private final Duration wait;
    private final Map<Integer, Schema> known = new ConcurrentHashMap<>();
    private final UnknownIds unknown;

    /** Asks these sources, first to last, and says at once if none of them knows an id. */
    public SchemaChain(List<SchemaSource> sources) {
        this(sources, Duration.ZERO);
    }

    /**
     * Asks these sources, first to last.
     *
     * @param wait how long an id that none of them knows may become known before that is said
     */
    public SchemaChain(List<SchemaSource> sources, Duration wait) {
        this(sources, wait, ASK_EVERY, STEADY);
    }

    /** With another time between two look-ups of an unknown id, and another clock. */
    SchemaChain(List<SchemaSource> sources, Duration wait, Duration askEvery, InstantSource clock) {
        this.sources = List.copyOf(sources);
        this.wait = wait;
        this.unknown = new UnknownIds(wait, askEvery, clock);
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
        Optional<Schema> found = unknown.isDue(id) ? ask(id) : Optional.empty();
        if (found.isEmpty() && unknown.isAwaited(id)) {
            throw new SchemaUnavailableException(
                    "schema id %d is not known yet to %s; alerts wait for it for %d s at most"
                            .formatted(id, this, wait.toSeconds()));
        }
        return found;
    }

    private Optional<Schema> ask(int id) throws SchemaUnavailableException {
        Optional<Schema> found = askAll(id);
        if (found.isPresent()) {
            known.put(id, found.get());
            unknown.remove(id);
        } else {
            unknown.add(id);
        }
        return found;
    }

    private Optional<Schema> askAll(int id) throws SchemaUnavailableException {
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
