package dev.arclet.alert;

import dev.arclet.alert.UndecodableAlertException.Cause;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** What there is to do with records of one writer's schema: read them as a survey's alerts, or refuse them for a reason that stands. */
sealed interface Reading permits AlertPlan, Reading.Refusal {

    /**
     * Reads one record, which must fill the rest of the packet.
     *
     * @param schemaId for {@link Alert#schemaId}
     */
    Alert read(PacketCursor in, int schemaId) throws UndecodableAlertException;

    /** By the first profile that recognises the schema's name or, when it is a union, the name of one of its branches. */
    static Reading of(Schema schema, List<SurveyProfile> profiles) {
        List<Schema> records = schema.isUnion() ? schema.getTypes() : List.of(schema);
        for (Schema record : records) {
            Optional<SurveyProfile> profile = record.getType() == Schema.Type.RECORD
                    ? profiles.stream()
                            .filter(p -> p.recognises(record.getFullName()))
                            .findFirst()
                    : Optional.empty();
            if (profile.isPresent()) {
                return plan(schema, record, profile.get());
            }
        }
        return new Refusal(
                Cause.UNKNOWN_SURVEY,
                "no survey profile names schema %s; known are %s"
                        .formatted(
                                names(records),
                                profiles.stream()
                                        .flatMap(p -> p.schemaNames().stream())
                                        .toList()));
    }

    private static Reading plan(Schema schema, Schema record, SurveyProfile profile) {
        try {
            return AlertPlan.of(schema, record, profile);
        } catch (UndecodableAlertException e) {
            return new Refusal(e.reason(), e.getMessage());
        }
    }

    private static String names(List<Schema> schemas) {
        List<String> names = schemas.stream().map(Schema::getFullName).toList();
        return names.size() == 1 ? names.get(0) : names.toString();
    }

    /** Every record of the schema fails in the same way. */
    record Refusal(Cause reason, String message) implements Reading {
        @Override
        public Alert read(PacketCursor in, int schemaId) throws UndecodableAlertException {
            throw new UndecodableAlertException(reason, message);
        }
    }
}
