package dev.arclet.alert;

import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Somewhere that knows the writer's schema for an id. An id never changes its meaning, so an answer may be kept for ever.
 * Implementations are thread-safe.
 */
public interface SchemaSource {

    /**
     * Looks a schema up.
     *
     * @param id as written after the first byte of a wire message
     * @return the schema, or nothing when this source is sure that it doesn't know the id
     * @throws SchemaUnavailableException if it can't tell now: try again later
     */
    Optional<Schema> byId(int id) throws SchemaUnavailableException;
}
