package dev.arclet.evaluation;

import dev.arclet.evaluation.ScoredSample.Throughput;
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
 * @param bands by the number of bands that objects were known in
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
     * @param threshold least score of a candidate
     * @param prevalence share of lenses for which its probabilities are meant
     */
    public record ModelFacts(
            String name,
            String version,
            String view,
            List<String> channels,
            int size,
            double fieldOfView,
            float threshold,
            double prevalence) {}

    /** Of a sample. What was not scored counts in no figure. */
    public record Counts(
            long lenses,
            long others,
            long unlabelled,
            long unscoredLenses,
            long unscoredOthers,
            long unscoredUnlabelled) {}

    /**
     * Reliability at the sample's own share of lenses.
     *
     * @param prevalence share of lenses among what is labelled and scored
     * @param before of the raw score, taken for a probability at 50:50
     * @param after of the bundle's calibrated probability
     */
    public record CalibrationCheck(double prevalence, Reliability before, Reliability after) {}

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
     */
    public record LookAlikes(String kind, long pictures, List<Share> passing) {
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
}
