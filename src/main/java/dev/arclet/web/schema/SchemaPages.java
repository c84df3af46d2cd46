package dev.arclet.web.schema;

import dev.arclet.web.http.Answer;
import dev.arclet.web.http.Call;
import dev.arclet.web.http.Routes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The reading half of the REST interface of Confluent's Schema Registry, so that a consumer may be pointed at Arclet: its paths, its
 * answers, its error codes.
 */
public final class SchemaPages {
    private static final String TYPE = "application/vnd.schemaregistry.v1+json";

    private final PublishedSubjects subjects;

    private SchemaPages(PublishedSubjects subjects) {
        this.subjects = subjects;
    }

    /** Lets the look-up answer. */
    public static void addTo(Routes routes, PublishedSubjects subjects) {
        SchemaPages pages = new SchemaPages(subjects);
        routes.add("/schemas/types", call -> json(List.of("AVRO")))
                .add("/schemas/ids/{id}", call -> pages.byId(call, schema -> json(Map.of("schema", schema))))
                .add("/schemas/ids/{id}/schema", call -> pages.byId(call, schema -> Answer.of(TYPE, schema)))
                .add("/schemas/ids/{id}/versions", pages::versionsOfId)
                .add("/subjects", call -> json(pages.names()))
                .add("/subjects/{subject}/versions", pages::versions)
                .add("/subjects/{subject}/versions/{version}", pages::version)
                .add("/subjects/{subject}/versions/{version}/schema", pages::schemaOfVersion)
                .add("/mode", call -> json(Map.of("mode", "READONLY")))
                .add("/config", call -> json(Map.of("compatibilityLevel", "FULL")));
    }

    private List<String> names() {
        return subjects.all().stream()
                .map(PublishedSubjects.Registered::subject)
                .toList();
    }

    private Answer byId(Call call, Function<String, Answer> answer) {
        Optional<String> schema = id(call).flatMap(subjects::schema);
        return schema.map(answer).orElseGet(() -> error(404, 40403, "Schema " + call.variable("id") + " not found"));
    }

    private static Optional<Integer> id(Call call) {
        return Optional.of(call.variable("id"))
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Integer::valueOf);
    }

    private Answer versionsOfId(Call call) {
        return byId(
                call,
                schema -> json(subjects.all().stream()
                        .filter(known -> known.id() == id(call).orElseThrow())
                        .map(known -> Map.of("subject", known.subject(), "version", known.version()))
                        .toList()));
    }

    private Answer versions(Call call) {
        return subjects.find(call.variable("subject"))
                .map(found -> json(List.of(found.version())))
                .orElseGet(() -> noSubject(call));
    }

    private Answer version(Call call) {
        return version(call, found -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("subject", found.subject());
            fields.put("version", found.version());
            fields.put("id", found.id());
            fields.put("schemaType", "AVRO");
            fields.put("schema", found.schema());
            return json(fields);
        });
    }

    private Answer schemaOfVersion(Call call) {
        return version(call, found -> Answer.of(TYPE, found.schema()));
    }

    private Answer version(Call call, Function<PublishedSubjects.Registered, Answer> answer) {
        Optional<PublishedSubjects.Registered> found = subjects.find(call.variable("subject"));
        String version = call.variable("version");
        if (found.isEmpty()) {
            return noSubject(call);
        }
        if (!version.matches("latest|-1|[1-9]\\d{0,8}")) {
            return error(
                    422,
                    42202,
                    "The specified version '" + version
                            + "' is not a valid version id. Allowed values are between [1, 2^31-1] and the string \"latest\"");
        }
        return version.matches("latest|-1|" + found.get().version())
                ? answer.apply(found.get())
                : error(404, 40402, "Version " + version + " not found.");
    }

    private static Answer noSubject(Call call) {
        return error(404, 40401, "Subject '" + call.variable("subject") + "' not found.");
    }

    private static Answer json(Object value) {
        return Answer.json(value).withType(TYPE);
    }

    private static Answer error(int status, int code, String message) {
        return json(Map.of("error_code", code, "message", message)).withStatus(status);
    }
}
