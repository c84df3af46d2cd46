package dev.arclet.web.wall;

import dev.arclet.record.LensCandidate;
import dev.arclet.record.LensScore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * One object on the wall.
 *
 * @param id of the object, or that of the detection behind {@code source-} where the alert has no object
 * @param best its candidate with the highest score
 * @param bytes of that candidate's record
 * @param history its scores in the order of their exposures, the latest {@value #LONGEST_HISTORY}
 */
public record WallEntry(String id, LensCandidate best, int bytes, List<Sighting> history) {
    static final int LONGEST_HISTORY = 200;

    private static final Comparator<String> BY_WAVELENGTH =
            Comparator.<String>comparingInt("ugrizy"::indexOf).thenComparing(Comparator.naturalOrder());

    public WallEntry {
        history = List.copyOf(history);
    }

    static WallEntry of(LensCandidate candidate, int bytes) {
        return new WallEntry(idOf(candidate.getScore()), candidate, bytes, List.of(Sighting.of(candidate.getScore())));
    }

    static String idOf(LensScore score) {
        return score.getObjectId() == null ? "source-" + score.getSourceId() : score.getObjectId();
    }

    /** The record of the best score. */
    public LensScore score() {
        return best.getScore();
    }

    /** Bands that the object was seen in, of its visits and of the pictures, from blue to red. */
    public List<String> bands() {
        TreeSet<String> bands = new TreeSet<>(BY_WAVELENGTH);
        history.forEach(sighting -> {
            bands.add(sighting.band());
            if ("object".equals(score().getView())) {
                bands.addAll(sighting.channels());
            }
        });
        return List.copyOf(bands);
    }

    /** When its latest candidate was published, epoch microseconds. */
    public long newestMicros() {
        return history.stream()
                .filter(Sighting::candidate)
                .mapToLong(Sighting::publishedMicros)
                .max()
                .orElse(0);
    }

    /** With another candidate of the same object; the better one is kept, at a tie the later. */
    WallEntry with(LensCandidate candidate, int itsBytes) {
        boolean better = candidate.getScore().getScore() >= score().getScore();
        WallEntry entry = with(candidate.getScore());
        return better ? new WallEntry(id, candidate, itsBytes, entry.history) : entry;
    }

    /** With another score of the same object. One that is there already, as after a crash, is there once. */
    WallEntry with(LensScore score) {
        List<Sighting> longer = new ArrayList<>(history);
        longer.removeIf(sighting -> sighting.sourceId() == score.getSourceId());
        longer.add(Sighting.of(score));
        longer.sort(Comparator.comparingDouble(Sighting::mjd));
        int from = Math.max(0, longer.size() - LONGEST_HISTORY);
        return new WallEntry(id, best, bytes, longer.subList(from, longer.size()));
    }
}
