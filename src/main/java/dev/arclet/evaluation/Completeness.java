package dev.arclet.evaluation;

import dev.arclet.evaluation.figures.Figures;
import dev.arclet.evaluation.figures.RatePoint;
import dev.arclet.evaluation.figures.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Which share of the lenses passes some levels, by what makes lenses hard to find.
 *
 * @param levels the thresholds
 * @param byRadius by Einstein radius, arcsec; bins without lenses are left out
 * @param bySnr by signal-to-noise ratio
 */
public record Completeness(List<Level> levels, List<Bin> byRadius, List<Bin> bySnr) {
    private static final double[] RADII = {0, 0.6, 0.8, 1.0, 1.3, 1.8, 2.5};
    private static final double[] SNRS = {0, 10, 20, 30, 50, 80, 150};

    public Completeness {
        levels = List.copyOf(levels);
        byRadius = List.copyOf(byRadius);
        bySnr = List.copyOf(bySnr);
    }

    /**
     * A threshold with a name.
     *
     * @param name such as {@code candidate} or {@code FPR 0.001}
     * @param threshold least score that passes
     */
    public record Level(String name, float threshold) {
        /** Share of some that pass; there must be at least one. */
        Share passing(List<Scored> scored) {
            long passing =
                    scored.stream().filter(one -> one.score() >= threshold).count();
            return Share.of(passing, scored.size());
        }
    }

    /**
     * Lenses of about the same sort.
     *
     * @param from lower edge, inside
     * @param to upper edge, outside; empty for the last bin, which has none
     * @param lenses how many
     * @param found share of them that passes each level, in the order of the levels
     */
    public record Bin(double from, Optional<Double> to, long lenses, List<Share> found) {
        public Bin {
            found = List.copyOf(found);
        }
    }

    /** The model's own threshold and those of the false positive rates that the sample is large enough for. */
    static List<Level> levels(float candidateThreshold, Optional<Figures> figures) {
        List<Level> levels = new ArrayList<>();
        levels.add(new Level("candidate", candidateThreshold));
        for (RatePoint rate : figures.map(Figures::atRates).orElse(List.of())) {
            rate.point().ifPresent(point -> levels.add(new Level(RatePoint.name(rate.wantedFpr()), point.threshold())));
        }
        return levels;
    }

    static Completeness of(List<Scored> lenses, List<Level> levels) {
        return new Completeness(
                levels,
                bins(lenses, levels, lens -> lens.specimen().einsteinRadius(), RADII),
                bins(lenses, levels, lens -> lens.specimen().snr(), SNRS));
    }

    private static List<Bin> bins(
            List<Scored> lenses, List<Level> levels, Function<Scored, OptionalDouble> value, double[] edges) {
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < edges.length; i++) {
            double from = edges[i];
            Optional<Double> to = i + 1 < edges.length ? Optional.of(edges[i + 1]) : Optional.empty();
            List<Scored> inside = lenses.stream()
                    .filter(lens -> isInside(value.apply(lens), from, to))
                    .toList();
            if (!inside.isEmpty()) {
                List<Share> found =
                        levels.stream().map(level -> level.passing(inside)).toList();
                bins.add(new Bin(from, to, inside.size(), found));
            }
        }
        return bins;
    }

    private static boolean isInside(OptionalDouble value, double from, Optional<Double> to) {
        return value.isPresent()
                && value.getAsDouble() >= from
                && value.getAsDouble() < to.orElse(Double.POSITIVE_INFINITY);
    }
}
