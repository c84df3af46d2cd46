package dev.arclet.sky;

/**
 * A star that varies with a period about the mean that the template has.
 *
 * @param shape of one period
 * @param period days
 * @param phase at day 0, 0 to 1
 * @param amplitude from faintest to brightest in g, magnitudes; the other bands have theirs after their wavelength
 * @param mean nJy by band
 */
record PeriodicStar(Shape shape, double period, double phase, double amplitude, double[] mean) implements LightCurve {
    /** Amplitudes over that in g: those of RR Lyrae stars fall towards the red (Sesar et al. 2010), roughly so here. */
    private static final double[] COLOUR = {1.0, 1.0, 0.72, 0.57, 0.53, 0.5};

    private static final double ECLIPSE = 0.08;

    /** Magnitudes about the mean over one period, from -0.5 (bright) to 0.5 or so, for an amplitude of 1. */
    enum Shape {
        /** Pulsation or rotation. */
        SINE("variable star") {
            @Override
            double at(double phase) {
                return 0.5 * Math.cos(2 * Math.PI * phase);
            }
        },
        /** A steep rise and a slow decline. */
        RR_LYRAE("rr lyrae") {
            @Override
            double at(double phase) {
                double rise = 0.15;
                return phase < rise ? 0.5 - phase / rise : -0.5 + (phase - rise) / (1 - rise);
            }
        },
        /** Two stars that hide each other in turn. */
        ECLIPSES("eclipsing binary") {
            @Override
            double at(double phase) {
                double deep = dip(phase);
                double shallow = 0.5 * dip((phase + 0.5) % 1);
                return deep + shallow - 0.12;
            }
        };

        private final String label;

        Shape(String label) {
            this.label = label;
        }

        abstract double at(double phase);

        private static double dip(double phase) {
            double from = Math.min(phase, 1 - phase) / ECLIPSE;
            return from < 1 ? 1 - from * from : 0;
        }
    }

    @Override
    public double[] flux(double day) {
        double now = shape.at(Math.floorMod((long) Math.floor((day / period + phase) * 1e6), 1_000_000L) / 1e6);
        double[] flux = new double[mean.length];
        for (int i = 0; i < flux.length; i++) {
            flux[i] = mean[i] * (Math.pow(10, -0.4 * amplitude * COLOUR[i] * now) - 1);
        }
        return flux;
    }

    @Override
    public String label() {
        return shape.label;
    }
}
