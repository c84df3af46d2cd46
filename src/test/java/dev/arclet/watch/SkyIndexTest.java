package dev.arclet.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SkyIndexTest {
    private static final double ARCSECOND = 1 / 3600.0;
    /** Of the two ways to compute a separation, in degrees. */
    private static final double ROUNDING = 1e-9;

    record Place(double ra, double dec) {}

    /** Anywhere, with many at the poles, at RA 0 and so close together that they fall into one circle. */
    @Provide
    Arbitrary<Place> places() {
        Arbitrary<Double> ra = Arbitraries.oneOf(
                between(0, 360), between(0, 0.002), between(359.998, 360), Arbitraries.of(0.0, 180.0, 360.0));
        Arbitrary<Double> dec = Arbitraries.oneOf(
                between(-90, 90),
                between(89.998, 90),
                between(-90, -89.998),
                between(-0.002, 0.002),
                Arbitraries.of(-90.0, 0.0, 90.0));
        return Combinators.combine(ra, dec).as(Place::new);
    }

    private static Arbitrary<Double> between(double least, double most) {
        return Arbitraries.doubles().between(least, most).ofScale(9);
    }

    /** Arcseconds, from a tenth to more than 60 degrees of them. */
    @Provide
    Arbitrary<Double> radii() {
        return Arbitraries.oneOf(between(0.1, 10), between(10, 4000), between(4000, 250_000));
    }

    @Property(tries = 2000)
    void theNearestWithinTheRadiusIsFoundWhereverItIs(
            @ForAll @Size(min = 1, max = 40) List<@net.jqwik.api.From("places") Place> targets,
            @ForAll("places") Place position,
            @ForAll("radii") double radius) {
        assertSameAsBruteForce(index(targets, radius * ARCSECOND), targets, position, radius * ARCSECOND);
    }

    @Property(tries = 500)
    void aTargetIsFoundFromEverySideOfIt(
            @ForAll("places") Place target,
            @ForAll @DoubleRange(min = 0, max = 360) double angle,
            @ForAll @DoubleRange(min = 0, max = 0.99) double part,
            @ForAll("radii") double radius) {
        double degrees = Math.min(80, radius * ARCSECOND);
        Place position = moved(target, angle, part * degrees);

        Optional<SkyIndex.Found> found = new SkyIndex(List.of(new Target("x", target.ra(), target.dec())), degrees)
                .nearest(position.ra(), position.dec());

        assertTrue(found.isPresent());
        assertEquals(part * degrees, found.get().separation(), 1e-6);
    }

    @Test
    void aLongListGivesWhatBruteForceGives() {
        Random random = new Random(5);
        List<Place> targets = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            targets.add(anywhere(random));
        }
        SkyIndex index = index(targets, 0.7);
        for (int i = 0; i < 300; i++) {
            assertSameAsBruteForce(index, targets, anywhere(random), 0.7);
        }
    }

    @Test
    void whatIsNoPositionMatchesNothing() {
        SkyIndex index = new SkyIndex(List.of(new Target("x", 0, 0)), 1);

        assertEquals(Optional.empty(), index.nearest(Double.NaN, 0));
        assertEquals(Optional.empty(), index.nearest(0, Double.NaN));
        assertEquals(Optional.empty(), index.nearest(0, 91));
        assertTrue(index.nearest(-0.5, 0).isPresent(), "right ascensions below 0 are understood");
    }

    @Test
    void aRadiusThatIsNoneIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SkyIndex(List.of(), 0));
        assertThrows(IllegalArgumentException.class, () -> new SkyIndex(List.of(), 90.1));
    }

    private static SkyIndex index(List<Place> places, double radius) {
        return new SkyIndex(
                places.stream()
                        .map(place -> new Target("at " + place, place.ra(), place.dec()))
                        .toList(),
                radius);
    }

    private static void assertSameAsBruteForce(SkyIndex index, List<Place> places, Place position, double radius) {
        OptionalDouble nearest = places.stream()
                .mapToDouble(place -> separation(place, position))
                .min();

        Optional<SkyIndex.Found> found = index.nearest(position.ra(), position.dec());

        double expected = nearest.orElseThrow();
        if (Math.abs(expected - radius) > ROUNDING) {
            assertEquals(expected < radius, found.isPresent(), "separation " + expected + ", radius " + radius);
        }
        found.ifPresent(it -> assertEquals(expected, it.separation(), ROUNDING));
    }

    /** Vincenty's formula for a sphere, which is exact at all separations; degrees. */
    private static double separation(Place a, Place b) {
        double difference = Math.toRadians(a.ra() - b.ra());
        double one = Math.toRadians(a.dec());
        double two = Math.toRadians(b.dec());
        double across = Math.cos(two) * Math.sin(difference);
        double along = Math.cos(one) * Math.sin(two) - Math.sin(one) * Math.cos(two) * Math.cos(difference);
        double cosine = Math.sin(one) * Math.sin(two) + Math.cos(one) * Math.cos(two) * Math.cos(difference);
        return Math.toDegrees(Math.atan2(Math.hypot(across, along), cosine));
    }

    /** The place so far from another, in degrees, at this angle from north through east. */
    private static Place moved(Place from, double angle, double degrees) {
        double dec = Math.toRadians(from.dec());
        double far = Math.toRadians(degrees);
        double turn = Math.toRadians(angle);
        double sine = Math.sin(dec) * Math.cos(far) + Math.cos(dec) * Math.sin(far) * Math.cos(turn);
        double ra = Math.atan2(Math.sin(turn) * Math.sin(far) * Math.cos(dec), Math.cos(far) - Math.sin(dec) * sine);
        double across = Math.hypot(
                Math.sin(turn) * Math.sin(far),
                Math.cos(dec) * Math.cos(far) - Math.sin(dec) * Math.sin(far) * Math.cos(turn));
        return new Place((from.ra() + Math.toDegrees(ra) + 720) % 360, Math.toDegrees(Math.atan2(sine, across)));
    }

    private static Place anywhere(Random random) {
        return new Place(360 * random.nextDouble(), Math.toDegrees(Math.asin(2 * random.nextDouble() - 1)));
    }
}
