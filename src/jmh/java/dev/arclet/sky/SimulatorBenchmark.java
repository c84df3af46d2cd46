package dev.arclet.sky;

import dev.arclet.picture.EmptyPictureException;
import dev.arclet.picture.Grid;
import dev.arclet.picture.Picture;
import dev.arclet.picture.PictureMaker;
import dev.arclet.picture.Recipe;
import dev.arclet.picture.Stretch;
import dev.arclet.picture.View;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a simulated three-band stamp set costs, of lenses and of look-alikes: sets a second on one core. The steps are
 * those of the camera and of the rule that every drawn lens is judged by.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 3)
public class SimulatorBenchmark {
    private static final Recipe RECIPE =
            new Recipe(View.OBJECT, List.of("i", "r", "g"), new Grid(40, 6), new Stretch(0.5, 99.5, 0.01));

    /** Share of lenses. */
    @Param({"0", "1"})
    private double lenses;

    private StampSets sets;
    private PictureMaker maker;
    private StampSet set;
    private long next;

    private final Canvas canvas = new Canvas(0, 0);
    private final RayShooter rays = new RayShooter();
    private final Brush brush = new Brush();
    private final Convolver convolver = Convolver.coarse(Convolver.Values.SPLINE);
    private final Blur blur = new Blur(new Moffat(0.8, Moffat.Wings.USUAL), 0.4);
    private final double[] flux = {1, 1, 1};
    private final float[][][] planes = {Canvas.plane(), Canvas.plane(), Canvas.plane()};
    private final Light source = new Sersic(0.2, 0.1, 0.3, 1, 0.6, 0.4);
    private final Light elliptical = new Sersic(0, 0, 0.8, 4, 0.7, 0.4);
    private final SieLens lens = new SieLens(0, 0, 1.2, 0.7, 0.5, 0.03, 0.02);

    @Setup
    public void prepare() {
        sets = new StampSets(StampPlan.natural(1, lenses));
        maker = new PictureMaker(RECIPE);
        set = sets.make(0);
    }

    /** From drawing to stamps. */
    @Benchmark
    public StampSet set() {
        return sets.make(next++);
    }

    /** A set's stamps to the network's input, as {@code simulate stamps} and the service do. */
    @Benchmark
    public Picture picture() throws EmptyPictureException {
        return maker.make(set.stamps(), Optional.of(set.centre()));
    }

    /** A lensed exponential disc in three bands. */
    @Benchmark
    public float[][][] lensed() {
        rays.paint(canvas, source, lens, RayShooter.Rays.FINE, flux, planes);
        return planes;
    }

    /** An elliptical galaxy in three bands. */
    @Benchmark
    public float[][][] elliptical() {
        brush.paint(canvas, elliptical, flux, planes);
        return planes;
    }

    /** Two planes through seeing and pixels. */
    @Benchmark
    public float[][] blur() {
        convolver.blur(planes[0], blur, planes[1], blur);
        return convolver.first();
    }
}
