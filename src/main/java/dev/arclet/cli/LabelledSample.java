package dev.arclet.cli;

import dev.arclet.evaluation.NightCount;
import dev.arclet.evaluation.NightScoring;
import dev.arclet.evaluation.PictureScoring;
import dev.arclet.evaluation.ScoredSample;
import dev.arclet.evaluation.sample.NightTruth;
import dev.arclet.evaluation.sample.PictureSource;
import dev.arclet.evaluation.sample.PictureSources;
import dev.arclet.evaluation.sample.PictureSources.Sort;
import dev.arclet.evaluation.sample.Reading;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.stream.StreamSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * A night or pictures whose truth is known, for models to be judged by.
 *
 * @param path of it
 * @param sort what it holds
 * @param truth table of its labels, where the user gave one
 * @param nightTruth of a night; else empty
 * @param how other people's pictures are to be read
 */
record LabelledSample(Path path, Sort sort, Optional<Path> truth, NightTruth nightTruth, Reading how) {

    /** Finds what is wrong between a model and the sample, before the first picture is scored. */
    void requireFit(ModelBundle model) throws IOException {
        if (sort != Sort.NIGHT) {
            try (PictureSource pictures = PictureSources.open(path, sort, truth, how, model.recipe())) {
                pictures.next();
            }
        }
    }

    /**
     * Has a pipeline score all of it.
     *
     * @throws UserError if nothing could be scored, or the truth is another night's
     */
    ScoredSample score(Pipeline pipeline) throws IOException {
        try (LiveLine line = new LiveLine()) {
            ScoredSample scored = sort == Sort.NIGHT
                    ? new NightScoring(
                                    pipeline.model().recipe().view(),
                                    nightTruth,
                                    pipeline::directRoad,
                                    progress(line, pipeline, "alerts"))
                            .score(path)
                    : scorePictures(pipeline, progress(line, pipeline, "pictures"));
            requireSomething(scored);
            scored.night().ifPresent(night -> requireTruth(scored, night));
            return scored;
        }
    }

    private ScoredSample scorePictures(Pipeline pipeline, LongConsumer progress) throws IOException {
        StreamSettings stream = pipeline.config().stream();
        try (PictureSource pictures =
                PictureSources.open(path, sort, truth, how, pipeline.model().recipe())) {
            return new PictureScoring(pipeline.pool(), stream.inFlightLimit(), stream.workerPatience(), progress)
                    .score(pictures);
        }
    }

    private static LongConsumer progress(LiveLine line, Pipeline pipeline, String what) {
        RateMeter rate = new RateMeter();
        Beat beat = Beat.forEyes();
        return done -> {
            if (beat.isDue()) {
                line.show(String.format(
                        Locale.ROOT, "%s: %,d %s, %.0f/s", pipeline.model().name(), done, what, rate.perSecond(done)));
            }
        };
    }

    private void requireSomething(ScoredSample scored) {
        if (scored.scored().isEmpty()) {
            throw new UserError(
                    "nothing in %s could be scored (%d could not%s); give alerts of objects or pictures in the model's bands"
                            .formatted(
                                    path,
                                    scored.unscored().size(),
                                    scored.unscored().stream()
                                            .findFirst()
                                            .map(first -> ", the first: " + why(first))
                                            .orElse("")));
        }
    }

    private static String why(ScoredSample.Unscored unscored) {
        return unscored.detail().isEmpty() ? unscored.specimen().id() + " is " + unscored.reason() : unscored.detail();
    }

    private void requireTruth(ScoredSample scored, NightCount night) {
        if (night.found() == 0) {
            throw new UserError("none of the %d that were scored (such as %s) is in the truth table (which has %s);"
                            .formatted(
                                    scored.scored().size(),
                                    scored.scored().get(0).specimen().id(),
                                    nightTruth
                                            .anyId()
                                            .map(id -> "such as " + id)
                                            .orElse("nothing"))
                    + " give this night's with --truth");
        }
    }

    /** What it is, for reports. */
    String inWords() {
        return switch (sort) {
            case NIGHT -> "a night of alerts";
            case SHARDS -> "simulated stamps";
            case NPZ -> "pictures in .npz";
            case IMAGES -> "image files";
        };
    }
}
