package dev.arclet.web.schema;

import dev.arclet.alert.ClasspathSchemas;
import dev.arclet.alert.SchemaUnavailableException;
import dev.arclet.stream.PublishedRecords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * The published schemas by subject, named as Confluent's registry names them by default: the topic's name and {@code -value}. Each has
 * one version, 1; a schema is whole in itself.
 */
public final class PublishedSubjects {
    private final ClasspathSchemas schemas = new ClasspathSchemas();
    private final Map<String, Integer> ids;

    private PublishedSubjects(Map<String, Integer> ids) {
        this.ids = ids;
    }

    /** Of the topics of scores and candidates. */
    public static PublishedSubjects of(String scores, String candidates) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        ids.put(scores + "-value", PublishedRecords.LENS_SCORE_ID);
        ids.put(candidates + "-value", PublishedRecords.LENS_CANDIDATE_ID);
        return new PublishedSubjects(ids);
    }

    /**
     * A schema under its subject.
     *
     * @param id on the wire
     * @param schema as Avro's canonical JSON, with documentation and defaults
     */
    public record Registered(String subject, int version, int id, String schema) {}

    /** All of them. */
    public List<Registered> all() {
        return ids.keySet().stream().map(subject -> find(subject).orElseThrow()).toList();
    }

    /** The one of a subject. */
    public Optional<Registered> find(String subject) {
        return Optional.ofNullable(ids.get(subject))
                .flatMap(id -> schema(id).map(schema -> new Registered(subject, 1, id, schema)));
    }

    /** Any schema that ships, by its id on the wire: also that of simulated alerts. */
    public Optional<String> schema(int id) {
        try {
            return schemas.byId(id).map(Schema::toString);
        } catch (SchemaUnavailableException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
