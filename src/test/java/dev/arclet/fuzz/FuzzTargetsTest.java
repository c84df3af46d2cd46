package dev.arclet.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.TestPackets;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The short run of what {@code docs/hostile-input.md} tells how to run for long: seeded, so that each build tries the same, and every
 * input that ever broke something.
 */
class FuzzTargetsTest {
    /** Each with a number of tries that takes less than a second. */
    @SuppressWarnings("ImmutableEnumChecker") // nothing changes the seeds
    enum Target {
        PACKET(FuzzTargets::packet, Packets.whole(), 300),
        EDITED_RECORD(FuzzTargets::editedRecord, List.of(new byte[48]), 1_000),
        SCHEMA(FuzzTargets::schema, List.of(TestPackets.SCHEMA.toString().getBytes(StandardCharsets.UTF_8)), 200),
        STAMP(FuzzTargets::stamp, Packets.stamps(), 1_500),
        EDITED_STAMP(FuzzTargets::editedStamp, List.of(new byte[32]), 1_500);

        private final Consumer<byte[]> call;
        private final List<byte[]> seeds;
        private final int tries;

        Target(Consumer<byte[]> call, List<byte[]> seeds, int tries) {
            this.call = call;
            this.seeds = seeds;
            this.tries = tries;
        }
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void damagedInputEndsAsADeadLetterThatSaysWhy(Target target) {
        target.seeds.forEach(target.call);
        SplittableRandom random = new SplittableRandom(20_261_128);
        for (int i = 0; i < target.tries; i++) {
            byte[] seed = target.seeds.get(random.nextInt(target.seeds.size()));
            byte[] input = damaged(seed, random);
            try {
                target.call.accept(input);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("try " + i + " broke it", e);
            }
        }
    }

    /** A short list of edits has most to say if all of it is noise; something long, if most of it is sound. */
    private static byte[] damaged(byte[] seed, SplittableRandom random) {
        byte[] damaged = seed.clone();
        if (damaged.length <= 64) {
            random.nextBytes(damaged);
            return Arrays.copyOf(damaged, 1 + random.nextInt(damaged.length));
        }
        for (int i = random.nextInt(6); i >= 0; i--) {
            // Heads decide more than pixels do.
            int within = random.nextBoolean() ? Math.min(1000, damaged.length) : damaged.length;
            damaged[random.nextInt(within)] = (byte) random.nextInt(256);
        }
        return damaged;
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void whatOnceBrokeSomethingDoesNotAgain(Target target) throws IOException, URISyntaxException {
        for (Path seed : regressionSeeds(target)) {
            target.call.accept(Files.readAllBytes(seed));
        }
    }

    private static List<Path> regressionSeeds(Target target) throws IOException, URISyntaxException {
        URL folder = FuzzTargetsTest.class.getResource("/fuzz/" + target.name().toLowerCase(Locale.ROOT));
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            List<Path> seeds = files.sorted().toList();
            assertTrue(seeds.size() > 0, "an empty folder of seeds: " + folder);
            return seeds;
        }
    }
}
