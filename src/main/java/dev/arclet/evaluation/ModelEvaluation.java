package dev.arclet.evaluation;

import dev.arclet.evaluation.ScoredSample.Throughput;
import dev.arclet.evaluation.figures.Estimate;
import dev.arclet.evaluation.figures.Figures;
import dev.arclet.evaluation.figures.Reliability;
import dev.arclet.evaluation.figures.Roc;
import dev.arclet.evaluation.figures.Share;
import java.util.List;
import java.util.Optional;

/**
 * All figures of one model on one sample. Those that need labelled lenses and others are empty where either is missing.
 *
 * @param model which one
 * @param counts of the sample
 * @param throughput how fast it went
 * @param all of every labelled specimen
 * @param wide the same with only those lenses whose Einstein radius is at least {@value #WIDE} arcsec
 * @param calibration whether probabilities mean what they say
 * @param completeness of lenses by what makes them hard
 * @param lookAlikes what passes for a lens, by kind
 * @param bands by the number of bands that objects or pictures were known in, each row with all that were; empty for single alerts
 * @param accumulation the same objects in every row
 * @param coverage what of the sample could be scored, and what not
 * @param curve ROC curve of all
 * @param scores how they are spread
 */
public record ModelEvaluation(
        ModelFacts model,
        Counts counts,
        Throughput throughput,
        Optional<Figures> all,
        Optional<Figures> wide,
        Optional<CalibrationCheck> calibration,
        Completeness completeness,
        List<LookAlikes> lookAlikes,
        List<ByBands> bands,
        Accumulation accumulation,
        Coverage coverage,
        List<Roc.Point> curve,
        Histogram scores) {
    /** Einstein radius in arcsec from which lenses count as wide: about the seeing. */
    public static final double WIDE = 0.8;

    public ModelEvaluation {
        lookAlikes = List.copyOf(lookAlikes);
        bands = List.copyOf(bands);
        curve = List.copyOf(curve);
    }

    /**
     * What a bundle says of itself.
     *
     * @param title name and version, and the bundle's place where these alone don't tell models apart
     * @param threshold least score of a candidate
     * @param thresholdFpr share of others which its makers expect to reach the threshold; empty where they don't say
     * @param prevalence share of lenses for which its probabilities are meant
     */
    public record ModelFacts(
            String title,
            String name,
            String version,
            String view,
            List<String> channels,
            int size,
            double fieldOfView,
            float threshold,
            Optional<Double> thresholdFpr,
            double prevalence) {}

    /**
     * Of a sample. What was not scored counts in no figure.
     *
     * @param lensObjects objects that the scored lenses are of; fewer than these where a model looks at single alerts
     * @param otherObjects objects that the scored others are of
     */
    public record Counts(
            long lenses,
            long others,
            long unlabelled,
            long unscoredLenses,
            long unscoredOthers,
            long unscoredUnlabelled,
            long lensObjects,
            long otherObjects) {
        /** Whether some objects count several times, so that binomial intervals are too narrow. */
        public boolean isClustered() {
            return lensObjects < lenses || otherObjects < others;
        }
    }

    /**
     * Reliability at the sample's own share of lenses, and the expected calibration error with as many lenses as others.
     *
     * @param prevalence share of lenses among what is labelled and scored
     * @param before of the raw score, taken for a probability at 50:50
     * @param after of the bundle's calibrated probability
     * @param balancedBefore error before, each class having half of the weight
     * @param balancedAfter error after, each class having half of the weight
     */
    public record CalibrationCheck(
            double prevalence,
            Reliability before,
            Reliability after,
            Estimate balancedBefore,
            Estimate balancedAfter) {}

    /**
     * How many scores lie in each of some bins of equal width between 0 and 1.
     *
     * @param lenses in each bin
     * @param others in each bin
     * @param unlabelled in each bin
     */
    public record Histogram(List<Long> lenses, List<Long> others, List<Long> unlabelled) {
        /** Bins between 0 and 1. */
        public static final int BINS = 40;

        public Histogram {
            lenses = List.copyOf(lenses);
            others = List.copyOf(others);
            unlabelled = List.copyOf(unlabelled);
        }
    }

    /**
     * A kind of thing that is no lens.
     *
     * @param kind its name, empty where the sample names none
     * @param pictures how many
     * @param passing share that passes each level, in the order of {@link Completeness#levels}
     * @param auroc of the lenses against this kind alone
     * @param without the figures of the sample without this kind; empty where there is no other
     */
    public record LookAlikes(
            String kind, long pictures, List<Share> passing, Optional<Estimate> auroc, Optional<Figures> without) {
        public LookAlikes {
            passing = List.copyOf(passing);
        }
    }

    /**
     * What a model makes of objects while they are known in so many bands.
     *
     * @param bands how many
     * @param figures of the scores at that time
     */
    public record ByBands(int bands, Figures figures) {}

    /**
     * What a model makes of objects after so many alerts.
     *
     * @param alerts at most so many of each object
     * @param figures of the scores at that time
     */
    public record ByAlerts(int alerts, Figures figures) {}

    /**
     * How figures change as objects become better known. Every row of a list has the same objects.
     *
     * @param bands of objects that were seen in each number of bands, up to all
     * @param alerts of all objects; the last row is the end of the night
     */
    public record Accumulation(List<ByBands> bands, List<ByAlerts> alerts) {
        public Accumulation {
            bands = List.copyOf(bands);
            alerts = List.copyOf(alerts);
        }
    }

    /**
     * What of a sample could be scored.
     *
     * @param ofAllLenses share of all labelled lenses that are candidates, those among them that could not be scored
     * @param losses what could not be scored, by reason
     * @param bandSets how many were seen in which bands
     * @param night what became of the alerts, where the sample is a night
     */
    public record Coverage(
            Optional<Share> ofAllLenses, List<Loss> losses, List<BandSet> bandSets, Optional<NightCount> night) {
        public Coverage {
            losses = List.copyOf(losses);
            bandSets = List.copyOf(bandSets);
        }
    }

    /**
     * What could not be scored for the same reason.
     *
     * @param reason a word
     * @param count how many
     * @param examples a few of them: what is wrong where that is known, else their ids
     */
    public record Loss(String reason, long count, List<String> examples) {
        /** Most examples of one reason. */
        public static final int EXAMPLES = 3;

        public Loss {
            examples = List.copyOf(examples);
        }
    }

    /**
     * What was seen in the same bands.
     *
     * @param bands joined by {@code +}, in the model's order
     * @param count how many
     */
    public record BandSet(String bands, long count) {}
}
