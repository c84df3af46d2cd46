package dev.arclet.stream;

import dev.arclet.picture.Picture;
import dev.arclet.picture.Recipe;
import dev.arclet.record.CandidatePicture;
import dev.arclet.record.CandidateStamp;
import dev.arclet.record.LensCandidate;
import dev.arclet.record.LensScore;
import dev.arclet.record.StampKind;
import dev.arclet.stream.state.CutOut;
import dev.arclet.stream.state.InFlight;
import dev.arclet.stream.state.StoredStamp;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Writes the record of a lens candidate: its score, the picture that the network saw and the stamps that this was made of. */
final class Candidates {
    private final Recipe recipe;

    Candidates(Recipe recipe) {
        this.recipe = recipe;
    }

    LensCandidate candidate(LensScore score, InFlight inFlight, Picture picture) {
        CandidatePicture seen = new CandidatePicture(
                recipe.channels(),
                recipe.grid().size(),
                recipe.grid().fieldOfView(),
                StampCodec.floatBytes(picture.pixels()));
        return new LensCandidate(score, seen, stamps(inFlight));
    }

    private static List<CandidateStamp> stamps(InFlight inFlight) {
        CutOut alert = inFlight.getCutOut();
        List<CandidateStamp> stamps = new ArrayList<>();
        add(stamps, StampKind.SCIENCE, alert.getBand(), alert.getScience());
        add(stamps, StampKind.TEMPLATE, alert.getBand(), alert.getTemplate());
        add(stamps, StampKind.DIFFERENCE, alert.getBand(), alert.getDifference());
        new TreeMap<>(inFlight.getCompanions()).forEach((band, stamp) -> add(stamps, StampKind.TEMPLATE, band, stamp));
        return stamps;
    }

    private static void add(List<CandidateStamp> stamps, StampKind kind, String band, StoredStamp stamp) {
        if (stamp == null) {
            return;
        }
        List<Double> position = stamp.getRefRa() == null ? null : List.of(stamp.getRefRa(), stamp.getRefDec());
        stamps.add(new CandidateStamp(
                kind,
                band,
                stamp.getWidth(),
                stamp.getHeight(),
                stamp.getPixels(),
                List.of(stamp.getXEast(), stamp.getYEast(), stamp.getXNorth(), stamp.getYNorth()),
                List.of(stamp.getRefX(), stamp.getRefY()),
                position));
    }
}
