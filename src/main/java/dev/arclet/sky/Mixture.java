package dev.arclet.sky;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Several lights of one colour: a source with its clumps. The first is the main one and gives the centre. */
final class Mixture implements Light {
    private final Sersic[] parts;
    private final double[] weights;

    /**
     * A mixture.
     *
     * @param parts the lights
     * @param weights their shares of the flux, which add up to 1
     */
    Mixture(List<Sersic> parts, List<Double> weights) {
        if (parts.isEmpty() || parts.size() != weights.size()) {
            throw new IllegalArgumentException(
                    parts.size() + " lights have " + weights.size() + " weights; give one each, at least one");
        }
        this.parts = parts.toArray(Sersic[]::new);
        this.weights = weights.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public void shine(float[] px, float[] py, int count, float weight, float[] sum) {
        for (int i = 0; i < parts.length; i++) {
            parts[i].shine(px, py, count, (float) (weight * weights[i]), sum);
        }
    }

    @Override
    public List<Part> parts() {
        return IntStream.range(0, parts.length)
                .mapToObj(i -> new Part(parts[i], weights[i]))
                .toList();
    }

    @Override
    public double x() {
        return parts[0].x();
    }

    @Override
    public double y() {
        return parts[0].y();
    }

    @Override
    public double extent() {
        return reach(Light::extent);
    }

    @Override
    public double core() {
        return reach(Light::core);
    }

    private double reach(ToDoubleFunction<Light> radius) {
        double reach = 0;
        for (Sersic part : parts) {
            reach = Math.max(reach, Math.hypot(part.x() - x(), part.y() - y()) + radius.applyAsDouble(part));
        }
        return reach;
    }

    @Override
    public double grain() {
        double grain = Double.POSITIVE_INFINITY;
        for (Sersic part : parts) {
            grain = Math.min(grain, part.grain());
        }
        return grain;
    }
}
