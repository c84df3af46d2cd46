package dev.arclet.sky;

import java.util.List;

/**
 * Several lights of one colour: a source with its clumps. The first is the main one and gives the centre.
 *
 * @param parts the lights
 * @param weights their shares of the flux, which add up to 1
 */
record Mixture(List<Light> parts, List<Double> weights) implements Light {
    Mixture {
        if (parts.isEmpty() || parts.size() != weights.size()) {
            throw new IllegalArgumentException(
                    parts.size() + " lights have " + weights.size() + " weights; give one each, at least one");
        }
        parts = List.copyOf(parts);
        weights = List.copyOf(weights);
    }

    @Override
    public double brightness(double px, double py) {
        double sum = 0;
        for (int i = 0; i < parts.size(); i++) {
            sum += weights.get(i) * parts.get(i).brightness(px, py);
        }
        return sum;
    }

    @Override
    public double x() {
        return parts.get(0).x();
    }

    @Override
    public double y() {
        return parts.get(0).y();
    }

    @Override
    public double extent() {
        double extent = 0;
        for (Light part : parts) {
            extent = Math.max(extent, Math.hypot(part.x() - x(), part.y() - y()) + part.extent());
        }
        return extent;
    }

    @Override
    public double grain() {
        return parts.stream().mapToDouble(Light::grain).min().orElseThrow();
    }
}
