package dev.arclet.web.wall;

import dev.arclet.record.LensScore;
import dev.arclet.record.TargetMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A candidate as JSON shows it. Ids are text, for JavaScript's numbers end at 2^53.
 *
 * @param id of the object, by which it is asked for
 * @param objectId null where the alert has no object
 * @param sourceId of the best detection
 * @param ra right ascension of the best detection, ICRS degrees
 * @param dec declination, ICRS degrees
 * @param band of the best detection
 * @param bands that the object was seen in
 * @param channels that the best picture had data for
 * @param score the best
 * @param probability of it
 * @param mjd middle of the best exposure, MJD, TAI
 * @param newestMillis when the latest candidate was published, epoch milliseconds
 * @param pictures that can be asked for: {@code seen}, and the alert's own stamps
 * @param fieldOfView of the pictures, arcseconds along a side
 * @param matches targets of watch-lists at the place of the best detection
 * @param history all scores that are known
 */
public record CandidateView(
        String id,
        String survey,
        String objectId,
        String sourceId,
        double ra,
        double dec,
        String band,
        List<String> bands,
        List<String> channels,
        float score,
        float probability,
        String view,
        String model,
        String modelVersion,
        String worker,
        boolean fallback,
        double mjd,
        long newestMillis,
        List<String> pictures,
        double fieldOfView,
        List<MatchView> matches,
        List<SightingView> history) {

    /**
     * A target of a watch-list.
     *
     * @param separation from the detection, arcseconds
     */
    public record MatchView(String list, String target, double separation) {
        static MatchView of(TargetMatch match) {
            return new MatchView(match.getList(), match.getTarget(), match.getSeparation());
        }

        /** As people read it, such as {@code known-lenses: SDSS J1004+4112, 0.31"}. */
        String text() {
            return String.format(Locale.ROOT, "%s: %s, %.2f\"", list, target, separation);
        }
    }

    /** One score, with its id as text. */
    public record SightingView(
            String sourceId,
            String band,
            double mjd,
            long publishedMillis,
            float score,
            float probability,
            boolean candidate,
            List<String> channels) {
        static SightingView of(Sighting sighting) {
            return new SightingView(
                    Long.toString(sighting.sourceId()),
                    sighting.band(),
                    sighting.mjd(),
                    sighting.publishedMicros() / 1_000,
                    sighting.score(),
                    sighting.probability(),
                    sighting.candidate(),
                    sighting.channels());
        }
    }

    static CandidateView of(WallEntry entry) {
        LensScore score = entry.score();
        List<String> pictures = new ArrayList<>(List.of(CandidatePages.SEEN));
        pictures.addAll(CandidatePictures.stamps(entry.best()));
        return new CandidateView(
                entry.id(),
                score.getSurvey(),
                score.getObjectId(),
                Long.toString(score.getSourceId()),
                score.getRa(),
                score.getDec(),
                score.getBand(),
                entry.bands(),
                score.getChannels(),
                score.getScore(),
                score.getProbability(),
                score.getView(),
                score.getModel(),
                score.getModelVersion(),
                score.getWorker(),
                score.getFallback(),
                score.getMidpointMjdTai(),
                entry.newestMicros() / 1_000,
                pictures,
                entry.best().getPicture().getFieldOfView(),
                score.getMatches().stream().map(MatchView::of).toList(),
                entry.history().stream().map(SightingView::of).toList());
    }
}
