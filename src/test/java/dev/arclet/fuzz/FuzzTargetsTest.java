package dev.arclet.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The short run of what {@code docs/hostile-input.md} tells how to run for long: seeded, so that each build tries the same, and every
 * input that ever broke something.
 */
class FuzzTargetsTest {
    private static final int TRIES = 1_000;

    @ParameterizedTest
    @EnumSource
    void damagedInputEndsAsADeadLetterThatSaysWhy(FuzzTarget target) {
        target.seeds().forEach(target::accept);
        Mutations mutations = new Mutations(20_261_128);
        for (int i = 0; i < TRIES; i++) {
            byte[] input = mutations.of(target.seeds());
            try {
                target.accept(input);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("try " + i + " broke it", e);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatOnceBrokeSomethingDoesNotAgain(FuzzTarget target) throws IOException, URISyntaxException {
        for (Path seed : regressionSeeds(target)) {
            target.accept(Files.readAllBytes(seed));
        }
    }

    private static List<Path> regressionSeeds(FuzzTarget target) throws IOException, URISyntaxException {
        URL folder = FuzzTargetsTest.class.getResource("/fuzz/" + target.word());
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
