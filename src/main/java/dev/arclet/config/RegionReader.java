package dev.arclet.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arclet.watch.SkyRegion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads regions of the sky: {@code {ra: 150.1, dec: 2.2, radius: 1.5}}, {@code {ra: [350, 10], dec: [-5, 5]}}, {@code {galacticLatitude:
 * [20, 90]}}, or ranges of any of the three together; degrees.
 */
final class RegionReader {
    private static final String FORMS =
            "a list of {ra: 150, dec: 2, radius: 1}, {ra: [350, 10], dec: [-5, 5]}, {galacticLatitude: [20, 90]}";

    private static final List<String> PARTS = List.of("ra", "dec", "radius", "galacticLatitude");

    private final String place;
    private final JsonNode node;
    private final List<String> mistakes;

    private RegionReader(String place, JsonNode node, List<String> mistakes) {
        this.place = place;
        this.node = node;
        this.mistakes = mistakes;
    }

    static Key.Kind<List<SkyRegion>> listAt(String path) {
        Key.Kind<List<JsonNode>> list = Kinds.list(FORMS, Function.identity());
        return Kinds.direct(FORMS, value -> read(path, list.read(value)));
    }

    private static List<SkyRegion> read(String path, List<JsonNode> nodes) {
        List<String> mistakes = new ArrayList<>();
        List<SkyRegion> regions = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            regions.add(new RegionReader(path + "[" + i + "]", nodes.get(i), mistakes).region());
        }
        if (!mistakes.isEmpty()) {
            throw new NestedMistakes(mistakes);
        }
        return regions;
    }

    private SkyRegion region() {
        if (!node.isObject() || node.isEmpty()) {
            mistakes.add(place + " is " + LayeredSettings.shown(node) + "; give one of " + FORMS);
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!PARTS.contains(name)) {
                mistakes.add(place + "." + name + " is no part of a region"
                        + Spelling.nearest(name, PARTS)
                                .map(nearest -> "; did you mean " + nearest + "?")
                                .orElse("; give " + PARTS));
            }
        });
        Optional<SkyRegion.Range> latitude = range("galacticLatitude", -90, 90, false);
        return node.has("radius")
                ? new SkyRegion(Optional.of(circle()), Optional.empty(), Optional.empty(), latitude)
                : new SkyRegion(Optional.empty(), range("ra", 0, 360, true), range("dec", -90, 90, false), latitude);
    }

    private SkyRegion.Circle circle() {
        return new SkyRegion.Circle(number("ra", 0, 360), number("dec", -90, 90), number("radius", 0, 180));
    }

    private double number(String part, double least, double most) {
        JsonNode value = node.path(part);
        if (!isNumber(value, least, most)) {
            mistakes.add("%s.%s is %s; give a number, %.0f to %.0f, beside a radius"
                    .formatted(
                            place,
                            part,
                            value.isMissingNode() ? "missing" : LayeredSettings.shown(value),
                            least,
                            most));
        }
        return value.asDouble();
    }

    private Optional<SkyRegion.Range> range(String part, double least, double most, boolean around) {
        JsonNode value = node.path(part);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        boolean right = value.isArray()
                && value.size() == 2
                && isNumber(value.get(0), least, most)
                && isNumber(value.get(1), least, most)
                && (around || value.get(0).asDouble() <= value.get(1).asDouble());
        if (!right) {
            mistakes.add("%s.%s is %s; give [FROM, TO], %.0f to %.0f%s"
                    .formatted(
                            place,
                            part,
                            LayeredSettings.shown(value),
                            least,
                            most,
                            around ? ", or a number with dec and radius" : ", the smaller first"));
            return Optional.empty();
        }
        return Optional.of(
                new SkyRegion.Range(value.get(0).asDouble(), value.get(1).asDouble()));
    }

    private static boolean isNumber(JsonNode value, double least, double most) {
        return value.isNumber() && value.asDouble() >= least && value.asDouble() <= most;
    }
}
