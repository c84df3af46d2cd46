package dev.arclet.alert;

import dev.arclet.alert.UndecodableAlertException.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * Whether a writer's schema has what a survey's profile needs, with types that it can be read from. Told once, when the schema is first seen:
 * a field that a new version of the schema has renamed would otherwise show as thousands of alerts without object or picture.
 */
final class NeededFields {
    private final Projection projection;
    private final List<String> mistakes = new ArrayList<>();

    private NeededFields(Projection projection) {
        this.projection = projection;
    }

    /**
     * @param schemaName for the error
     * @throws UndecodableAlertException UNFIT_SCHEMA, naming each field with the type that was wanted and what was found
     */
    static void check(SurveyProfile profile, String schemaName, Projection projection)
            throws UndecodableAlertException {
        NeededFields fields = new NeededFields(projection);
        fields.checkAll(profile);
        if (!fields.mistakes.isEmpty()) {
            throw new UndecodableAlertException(
                    Cause.UNFIT_SCHEMA,
                    "schema %s is not as the profile of survey %s wants it: %s; correct the profile (alerts.surveys), then send the alerts again"
                            .formatted(schemaName, profile.name(), String.join("; ", fields.mistakes)));
        }
    }

    private void checkAll(SurveyProfile profile) {
        needed("source id", FieldType.WHOLE_NUMBER, profile.sourceId());
        needed("object id", FieldType.ID, profile.objectId());
        optional("Solar System id", FieldType.ID, profile.solarSystem().id());
        profile.solarSystem()
                .within()
                .ifPresent(within -> optional("Solar System distance", FieldType.NUMBER, within.paths()));
        needed("band", FieldType.NAME, profile.band().paths());
        optional("visit", FieldType.WHOLE_NUMBER, profile.visit());
        needed("time", FieldType.NUMBER, profile.time().paths());
        optional("exposure time", FieldType.NUMBER, profile.time().exposure());
        needed("right ascension", FieldType.NUMBER, profile.position().ra());
        needed("declination", FieldType.NUMBER, profile.position().dec());
        optional(
                "object's right ascension",
                FieldType.NUMBER,
                profile.objectPosition().ra());
        optional(
                "object's declination",
                FieldType.NUMBER,
                profile.objectPosition().dec());
        profile.quality().forEach((name, paths) -> optional(name, FieldType.NUMBER, paths));
        // Rubin's packets had none before schema 6.1.
        optional("science cutout", FieldType.IMAGE, cutout(profile, Cutout.SCIENCE));
        needed("template cutout", FieldType.IMAGE, cutout(profile, Cutout.TEMPLATE));
        needed("difference cutout", FieldType.IMAGE, cutout(profile, Cutout.DIFFERENCE));
    }

    private static List<String> cutout(SurveyProfile profile, Cutout cutout) {
        return profile.cutouts().getOrDefault(cutout, List.of());
    }

    /** What the profile has no paths for is not looked for. */
    private void needed(String what, FieldType wanted, List<String> paths) {
        if (paths.isEmpty() || isThere(wanted, paths)) {
            return;
        }
        mistakes.add("%s must be %s, and %s".formatted(what, wanted.inWords(), found(paths)));
    }

    /** May be missing, as some versions of a schema have more than others, but not of a type that means nothing. */
    private void optional(String what, FieldType wanted, List<String> paths) {
        boolean missing = paths.stream().allMatch(path -> isNothing(projection.types(path)));
        if (!missing) {
            needed(what, wanted, paths);
        }
    }

    private static boolean isNothing(Set<Schema.Type> types) {
        return types.stream().allMatch(type -> type == Schema.Type.NULL);
    }

    private boolean isThere(FieldType wanted, List<String> paths) {
        return paths.stream().anyMatch(path -> wanted.isAmong(projection.types(path)));
    }

    private String found(List<String> paths) {
        return paths.stream().map(this::found).collect(Collectors.joining(", "));
    }

    private String found(String path) {
        Set<Schema.Type> types = projection.types(path);
        return types.isEmpty()
                ? path + " is not there"
                : path + " is " + types.stream().map(Schema.Type::getName).collect(Collectors.joining(" or "));
    }
}
