package dev.arclet.alert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a survey's packets hold what an {@link Alert} needs. Written as YAML, one file a survey ({@code topology/surveys/lsst.yaml});
 * {@link SurveyProfiles} reads them.
 *
 * <p>A list of paths is a list of alternatives: the first that the packet gives a value for counts. A path is field names joined by
 * dots, through records and nullable records. An empty list says that the survey has no such thing.
 *
 * @param name of the survey, {@link Alert#survey}
 * @param schemaNames full names of the writer's schema that this profile reads; {@code *} stands for any text
 * @param pixelScale arcseconds a pixel of its cutouts, for those that don't say so themselves
 * @param sourceId id of the detection, a whole number
 * @param objectId id of the object
 * @param solarSystem id of the Solar System object
 * @param band the filter
 * @param visit number of the exposure
 * @param time of the exposure
 * @param position of the detection
 * @param objectPosition of the object
 * @param quality numbers for accept rules, by name
 * @param cutouts the images
 * @param noValue numbers that mean "no value" where they stand for a measured quantity, such as -999
 */
public record SurveyProfile(
        String name,
        List<String> schemaNames,
        double pixelScale,
        List<String> sourceId,
        List<String> objectId,
        SolarSystem solarSystem,
        Band band,
        List<String> visit,
        Time time,
        Place position,
        Place objectPosition,
        Map<String, List<String>> quality,
        Map<Cutout, List<String>> cutouts,
        List<Double> noValue) {

    public SurveyProfile {
        schemaNames = List.copyOf(schemaNames);
        sourceId = List.copyOf(sourceId);
        objectId = List.copyOf(objectId);
        visit = List.copyOf(visit);
        quality = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(quality));
        cutouts = Map.copyOf(cutouts);
        noValue = List.copyOf(noValue);
    }

    /**
     * Id of the Solar System object that a detection belongs to.
     *
     * @param id paths to it
     * @param within where given, the id counts only when this number is there and between 0 and its greatest: surveys such as ZTF
     *     name the nearest known object, which may be half an arcminute away
     */
    public record SolarSystem(List<String> id, Optional<AtMost> within) {
        public SolarSystem {
            id = List.copyOf(id);
        }
    }

    /** A number and the greatest value it may have. */
    public record AtMost(List<String> paths, double max) {
        public AtMost {
            paths = List.copyOf(paths);
        }
    }

    /**
     * The filter.
     *
     * @param paths to it
     * @param names from what the survey writes, as text, to a band's name; what is not in it stays as it is
     */
    public record Band(List<String> paths, Map<String, String> names) {
        public Band {
            paths = List.copyOf(paths);
            names = Map.copyOf(names);
        }
    }

    /**
     * Middle of the exposure.
     *
     * @param paths to the moment
     * @param scale that it is written in
     * @param exposure paths to the exposure's seconds, where the moment is the exposure's start; half of them are added
     * @param exposureOtherwise seconds where the packet doesn't say; 0 when the moment is the middle already
     */
    public record Time(List<String> paths, TimeScale scale, List<String> exposure, double exposureOtherwise) {
        public Time {
            paths = List.copyOf(paths);
            exposure = List.copyOf(exposure);
        }
    }

    /** A position, ICRS degrees. */
    public record Place(List<String> ra, List<String> dec) {
        public Place {
            ra = List.copyOf(ra);
            dec = List.copyOf(dec);
        }
    }

    /** Whether this profile reads packets of the schema with this full name. */
    public boolean recognises(String schemaName) {
        return schemaNames.stream()
                .anyMatch(pattern -> glob(pattern).matcher(schemaName).matches());
    }

    private static Pattern glob(String pattern) {
        return Pattern.compile(
                Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    /** All paths that it names. */
    List<String> allPaths() {
        List<String> all = new ArrayList<>();
        Stream.of(sourceId, objectId, solarSystem.id, band.paths, visit, time.paths, time.exposure)
                .forEach(all::addAll);
        solarSystem.within.ifPresent(w -> all.addAll(w.paths));
        Stream.of(position, objectPosition).forEach(place -> {
            all.addAll(place.ra);
            all.addAll(place.dec);
        });
        quality.values().forEach(all::addAll);
        cutouts.values().forEach(all::addAll);
        return all;
    }
}
