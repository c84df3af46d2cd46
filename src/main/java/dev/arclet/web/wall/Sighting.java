package dev.arclet.web.wall;

import dev.arclet.record.LensScore;
import java.util.List;
import java.util.Optional;

/**
 * One score of an object.
 *
 * @param sourceId of the detection
 * @param band of its visit
 * @param mjd middle of the exposure, MJD, TAI
 * @param publishedMicros epoch microseconds of the record; 0 where unknown
 * @param score 0 to 1
 * @param probability 0 to 1
 * @param candidate whether the score reached the threshold
 * @param channels that the picture had data for
 */
public record Sighting(
        long sourceId,
        String band,
        double mjd,
        long publishedMicros,
        float score,
        float probability,
        boolean candidate,
        List<String> channels) {

    public Sighting {
        channels = List.copyOf(channels);
    }

    static Sighting of(LensScore score) {
        return new Sighting(
                score.getSourceId(),
                score.getBand(),
                score.getMidpointMjdTai(),
                Optional.ofNullable(score.getLatency().getPublished()).orElse(0L),
                score.getScore(),
                score.getProbability(),
                score.getCandidate(),
                score.getChannels());
    }
}
