package dev.arclet.cli;

import dev.arclet.picture.Grid;
import dev.arclet.picture.Recipe;
import dev.arclet.picture.Stretch;
import dev.arclet.picture.View;
import dev.arclet.scoring.RecipeFile;
import dev.arclet.sky.Kind;
import dev.arclet.sky.PictureShards;
import dev.arclet.sky.StampPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code arclet simulate stamps}: labelled pictures to train lens finders on. */
@Command(
        name = "stamps",
        mixinStandardHelpOptions = true,
        description =
                "Writes labelled pictures for training: NumPy shards of float32 N x 3 x S x S in i, r, g order,"
                        + " labels (1 is a lens), recipe.yaml and meta.csv with what each is: kind, Einstein radius, magnification, redshifts,"
                        + " images, pixels and signal-to-noise of the arcs, bands, seeing and visits. The same seed gives the same files.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet simulate stamps --count 60000 --seed 1 --out src/train/data/train",
            "  arclet simulate stamps --count 20000 --seed 1002 --lenses 0.01 --out /tmp/rare",
            "  arclet simulate stamps --count 60000 --radii even --centred 0.5 --out src/train/data/even"
        })
public final class SimulateStampsCommand implements Callable<Integer> {
    /** What a run writes, and the mark that the training scripts leave beside it. */
    private static final Pattern OF_A_RUN =
            Pattern.compile("(pictures|labels|arcs)-\\d+\\.npy|meta\\.csv|recipe\\.yaml|complete");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Stamp sets to simulate (default: ${DEFAULT-VALUE}).")
    private long count;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--lenses",
            paramLabel = "SHARE",
            defaultValue = "0.5",
            description = "Share of lenses, 0 to 1 (default: ${DEFAULT-VALUE}).")
    private double lenses;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder to write to; made if missing.")
    private Path out;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            defaultValue = "40",
            description = "Pixels along a side (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--field",
            paramLabel = "ARCSEC",
            defaultValue = "6.0",
            description = "Field of view (default: ${DEFAULT-VALUE}).")
    private double field;

    @Option(
            names = "--softening",
            paramLabel = "V",
            defaultValue = "0.01",
            description = "Softening of the asinh stretch (default: ${DEFAULT-VALUE}).")
    private double softening;

    @Option(
            names = "--radii",
            paramLabel = "natural|even",
            defaultValue = "natural",
            description =
                    "Einstein radii: natural, as the sky deals them, or even, as many of any size from 0.6 to 2.5 arcsec"
                            + " (default: ${DEFAULT-VALUE}).")
    private String radii;

    @Option(
            names = "--centred",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "Share of sets pointed at the galaxy's centre, as cutouts from catalogues are, and not at an alert"
                            + " (default: ${DEFAULT-VALUE}).")
    private double centred;

    @Option(
            names = "--complete",
            paramLabel = "SHARE",
            defaultValue = "" + StampPlan.USUAL_COMPLETE_SHARE,
            description = "Share of sets with all of i, r and g; others lack one or two (default: ${DEFAULT-VALUE}).")
    private double complete;

    @Option(
            names = "--kinds",
            paramLabel = "KIND",
            split = ",",
            description =
                    "Only these kinds: lens, near_lens, elliptical, spiral, edge_on, ring, merger, companions, group, blend,"
                            + " star, bright_star, faint, artefact (default: all of these), and faint_lens: several images, too faint"
                            + " for the label rule, so its label is -1. Without lens, --lenses has no effect.")
    private List<String> kinds = List.of();

    @Option(names = "--threads", paramLabel = "N", description = "Threads to work with (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--force",
            description = "Write into a folder that is not empty; what an earlier run wrote there is removed.")
    private boolean force;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "--count is " + count + "; give at least 1");
        }
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads is " + threads + "; give at least 1");
        }
        StampPlan plan = plan();
        Recipe recipe = recipe();
        prepareFolder();
        RecipeFile.write(out, recipe, description(plan));
        long written;
        try (SimulationProgress progress = new SimulationProgress(new LiveLine(), "stamp sets", count)) {
            written = new PictureShards(plan, recipe).write(count, threads, out, progress::at);
        }
        spec.commandLine().getOut().printf(Locale.ROOT, "%s: %d pictures%n", out, written);
        return 0;
    }

    private Recipe recipe() {
        if (size < 1 || size > 1024) {
            throw new ParameterException(spec.commandLine(), "--size is " + size + "; give 1 to 1024 pixels");
        }
        if (!(field > 0 && field <= 3600)) {
            throw new ParameterException(
                    spec.commandLine(), "--field is " + field + "; give more than 0, at most 3600 arcsec");
        }
        if (!(softening > 0 && softening <= 10)) {
            throw new ParameterException(
                    spec.commandLine(), "--softening is " + softening + "; give more than 0, at most 10");
        }
        return new Recipe(
                View.OBJECT, List.of("i", "r", "g"), new Grid(size, field), new Stretch(0.5, 99.5, softening));
    }

    /** What made the folder, in a line. */
    private String description(StampPlan plan) {
        return String.format(
                Locale.ROOT,
                "arclet %s simulate stamps: count %d, seed %d, lenses %s, radii %s, centred %s, complete %s, kinds %s",
                new Arclet.Version().getVersion()[0],
                count,
                plan.seed(),
                plan.lensShare(),
                radii,
                plan.centredShare(),
                plan.completeShare(),
                plan.kinds().stream().sorted().map(Kind::label).collect(Collectors.joining(", ")));
    }

    private StampPlan plan() {
        checkShare("--lenses", lenses);
        checkShare("--centred", centred);
        checkShare("--complete", complete);
        return new StampPlan(seed, lenses, radii(), centred, complete, kinds());
    }

    private void checkShare(String option, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new ParameterException(spec.commandLine(), option + " is " + share + "; give 0 to 1");
        }
    }

    private StampPlan.Radii radii() {
        return switch (radii) {
            case "natural" -> StampPlan.Radii.NATURAL;
            case "even" -> StampPlan.Radii.EVEN;
            default ->
                throw new ParameterException(spec.commandLine(), "--radii is " + radii + "; give natural or even");
        };
    }

    private Set<Kind> kinds() {
        if (kinds.isEmpty()) {
            return StampPlan.allKinds();
        }
        Set<Kind> chosen = EnumSet.noneOf(Kind.class);
        for (String label : kinds) {
            chosen.add(Kind.labelled(label)
                    .filter(StampPlan.knownKinds()::contains)
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "--kinds has " + label + "; give some of "
                                    + StampPlan.knownKinds().stream()
                                            .map(Kind::label)
                                            .collect(Collectors.joining(", ")))));
        }
        return chosen;
    }

    private void prepareFolder() throws IOException {
        if (!Files.exists(out)) {
            Files.createDirectories(out);
            return;
        }
        if (!Files.isDirectory(out)) {
            throw new ParameterException(spec.commandLine(), "--out " + out + " is a file; give a folder");
        }
        try (Stream<Path> entries = Files.list(out)) {
            List<Path> there = entries.toList();
            if (!force && !there.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--out " + out + " is not empty; give another folder, or --force to write into it");
            }
            // Or shards of the longer of two runs would stay beside the new ones.
            for (Path entry : there) {
                if (OF_A_RUN.matcher(entry.getFileName().toString()).matches()) {
                    Files.delete(entry);
                }
            }
        }
    }
}
