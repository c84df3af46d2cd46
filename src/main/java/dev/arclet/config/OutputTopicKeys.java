package dev.arclet.config;

import dev.arclet.stream.OutputTopic.Form;
import dev.arclet.watch.SkyRegion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every setting of one topic of {@code output.topics}. A reference table in docs/settings.md is made from this list. */
final class OutputTopicKeys {
    static final Key<String> TOPIC = new Key<>("topic", "", Kinds.topic(), "Its name.");
    static final Key<Form> FORM = new Key<>(
            "form",
            "candidate",
            Kinds.oneOf(Form.class, form -> form.name().toLowerCase(Locale.ROOT)),
            "As on output.candidates, with pictures; as on output.scores; the score record as JSON.");
    static final Key<Optional<Double>> MIN_SCORE = new Key<>(
            "minScore",
            "none",
            Kinds.optional(Kinds.number(0, 1)),
            "Least score; none: the model's threshold, unless minProbability is given.");
    static final Key<Optional<Double>> MIN_PROBABILITY =
            new Key<>("minProbability", "none", Kinds.optional(Kinds.number(0, 1)), "Least calibrated probability.");
    static final Key<List<String>> BANDS = new Key<>(
            "bands",
            "[]",
            Kinds.list("a list of bands, such as [r, i]", Kinds.text("a band")::read),
            "Filters of the visit; empty: all.");
    static final Key<List<SkyRegion>> REGIONS = new Key<>(
            "regions",
            "[]",
            RegionReader.listAt("regions"),
            "In any of these; empty: all of the sky. Degrees; what is given in one region must hold together, and an ra range"
                    + " may go through 0.");
    static final Key<List<String>> ON_LISTS =
            lists("onLists", "At a target of any of these watchLists; empty: anywhere.");
    static final Key<List<String>> OFF_LISTS =
            lists("offLists", "At no target of these watchLists: what is not known yet.");

    static final List<Key<?>> ALL =
            List.of(TOPIC, FORM, MIN_SCORE, MIN_PROBABILITY, BANDS, REGIONS, ON_LISTS, OFF_LISTS);

    private OutputTopicKeys() {}

    private static Key<List<String>> lists(String path, String meaning) {
        return new Key<>(path, "[]", Kinds.list("names of watchLists", Kinds.word()::read), meaning);
    }
}
