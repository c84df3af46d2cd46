package dev.arclet.load;

import java.util.Locale;

/** In which manner alerts come. The first four are MLPerf Inference's, the last is the telescope's. */
public enum Scenario {
    /** The next alert comes when the one before is answered: the latency of a system that has nothing else to do. */
    SINGLE_STREAM(90),
    /** The next group of alerts comes when the one before is answered; a group's latency is that of its last alert. */
    MULTI_STREAM(99),
    /** Alerts come at random moments (Poisson), at one rate on average: the stream of a survey. */
    SERVER(99),
    /** All alerts are there at once: how many a second can be worked off. */
    OFFLINE(99),
    /** A whole visit's alerts come within seconds, again and again: the telescope. */
    VISIT(99);

    private final int percentile;

    Scenario(int percentile) {
        this.percentile = percentile;
    }

    /** The percentile of the latency that the scenario is judged by, as in MLPerf. */
    public int percentile() {
        return percentile;
    }

    /** Whether alerts come at moments that do not depend on the answers. */
    public boolean isOpenLoop() {
        return this == SERVER || this == OFFLINE || this == VISIT;
    }

    /** Name on the command line and in reports: lower case, with dashes. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The scenario of a {@link #label}. */
    public static Scenario of(String label) {
        for (Scenario scenario : values()) {
            if (scenario.label().equals(label)) {
                return scenario;
            }
        }
        throw new IllegalArgumentException(
                "scenario is '" + label + "'; give single-stream, multi-stream, server, offline or visit");
    }
}
