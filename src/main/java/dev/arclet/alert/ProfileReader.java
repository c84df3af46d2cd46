package dev.arclet.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.arclet.alert.SurveyProfile.AtMost;
import dev.arclet.alert.SurveyProfile.Band;
import dev.arclet.alert.SurveyProfile.Place;
import dev.arclet.alert.SurveyProfile.SolarSystem;
import dev.arclet.alert.SurveyProfile.Time;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes a {@link SurveyProfile} of a YAML text. Part by part it reads on past mistakes, to report them all. */
final class ProfileReader {
    private static final double SMALLEST_PIXEL_SCALE = 0.001;
    private static final double LARGEST_PIXEL_SCALE = 60;

    private final ProfileNode root;

    private ProfileReader(ProfileNode root) {
        this.root = root;
    }

    /**
     * Reads a profile.
     *
     * @param where the file's name, for errors
     * @throws SurveyProfileException with all mistakes
     */
    static SurveyProfile read(String yaml, String where) throws SurveyProfileException {
        ProfileNode root;
        try {
            root = ProfileNode.parse(yaml, where);
        } catch (JsonProcessingException e) {
            throw new SurveyProfileException(List.of("%s is no YAML: %s"
                    .formatted(where, e.getMessage().lines().findFirst().orElse(""))));
        }
        SurveyProfile profile = new ProfileReader(root).profile();
        root.throwMistakes();
        return profile;
    }

    private SurveyProfile profile() {
        root.allow(
                "survey",
                "schemaNames",
                "pixelScale",
                "sourceId",
                "objectId",
                "solarSystemId",
                "band",
                "visit",
                "time",
                "position",
                "objectPosition",
                "quality",
                "cutouts",
                "noValue");
        return new SurveyProfile(
                root.needed("survey").text(),
                root.needed("schemaNames").texts(),
                root.needed("pixelScale").number(SMALLEST_PIXEL_SCALE, LARGEST_PIXEL_SCALE),
                root.needed("sourceId").paths(),
                root.get("objectId").paths(),
                solarSystem(root.get("solarSystemId")),
                band(root.needed("band")),
                root.get("visit").paths(),
                time(root.get("time")),
                place(root.needed("position")),
                place(root.get("objectPosition")),
                quality(root.get("quality")),
                cutouts(root.needed("cutouts")),
                root.get("noValue").numbers());
    }

    private static SolarSystem solarSystem(ProfileNode node) {
        if (!node.isGroup()) {
            return new SolarSystem(node.paths(), Optional.empty());
        }
        node.allow("field", "within");
        ProfileNode within = node.needed("within").group("field", "max");
        AtMost atMost =
                new AtMost(within.needed("field").paths(), within.needed("max").number(0, Double.MAX_VALUE));
        return new SolarSystem(node.needed("field").paths(), Optional.of(atMost));
    }

    private static Band band(ProfileNode node) {
        if (!node.isGroup()) {
            return new Band(node.paths(), Map.of());
        }
        node.allow("field", "names");
        return new Band(node.needed("field").paths(), node.get("names").textByKey());
    }

    private static Time time(ProfileNode node) {
        if (node.isMissing()) {
            return new Time(List.of(), TimeScale.MJD_TAI, List.of(), 0);
        }
        ProfileNode time = node.group("field", "scale", "exposure");
        ProfileNode exposure = time.get("exposure");
        if (!exposure.isMissing()) {
            exposure = exposure.group("field", "otherwise");
        }
        return new Time(
                time.needed("field").paths(),
                scale(time.needed("scale")),
                exposure.get("field").paths(),
                exposure.isMissing() ? 0 : exposure.needed("otherwise").number(0, 86_400));
    }

    private static TimeScale scale(ProfileNode node) {
        String choices = Arrays.stream(TimeScale.values()).map(TimeScale::text).collect(Collectors.joining(", "));
        return node.oneOf(TimeScale::ofText, choices).orElse(TimeScale.MJD_TAI);
    }

    private static Place place(ProfileNode node) {
        if (node.isMissing()) {
            return new Place(List.of(), List.of());
        }
        ProfileNode place = node.group("ra", "dec");
        return new Place(place.needed("ra").paths(), place.needed("dec").paths());
    }

    private static Map<String, List<String>> quality(ProfileNode node) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        node.children().forEach((name, child) -> {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                child.mistake("is a name that accept rules can't use; give letters, digits and _");
            }
            found.put(name, child.paths());
        });
        return found;
    }

    private static Map<Cutout, List<String>> cutouts(ProfileNode node) {
        Map<Cutout, List<String>> found = new EnumMap<>(Cutout.class);
        String[] names = Arrays.stream(Cutout.values())
                .map(c -> c.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
        ProfileNode group = node.group(names);
        for (Cutout cutout : Cutout.values()) {
            found.put(cutout, group.get(cutout.name().toLowerCase(Locale.ROOT)).paths());
        }
        return found;
    }
}
