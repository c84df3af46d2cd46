package dev.arclet.evaluation.sample;

import dev.arclet.picture.Picture;
import dev.arclet.picture.Recipe;
import dev.arclet.scoring.RecipeFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pictures of a folder that {@code arclet simulate stamps} wrote: {@code pictures-NNNNN.npy} beside {@code labels-NNNNN.npy}, and
 * what {@code meta.csv} says of each, in the same order. They have been through a recipe already, so it must be the model's: {@code
 * recipe.yaml} says it; in a folder without one only the size can be compared.
 */
final class ShardPictures implements PictureSource {
    private static final String PREFIX = "pictures-";

    private final Recipe recipe;
    private final Iterator<Path> shards;
    private final Optional<Table> meta;
    private final boolean recipeKnown;
    private Optional<Shard> open = Optional.empty();
    private long count;

    private ShardPictures(Recipe recipe, List<Path> shards, Optional<Table> meta, boolean recipeKnown) {
        this.recipe = recipe;
        this.shards = shards.iterator();
        this.meta = meta;
        this.recipeKnown = recipeKnown;
    }

    static boolean isHere(Path folder) throws IOException {
        return !shards(folder).isEmpty();
    }

    static ShardPictures open(Path folder, Recipe recipe) throws IOException {
        Path meta = folder.resolve("meta.csv");
        boolean recipeKnown = Files.exists(folder.resolve(RecipeFile.NAME));
        if (recipeKnown) {
            requireRecipe(folder, recipe);
        }
        return new ShardPictures(
                recipe,
                shards(folder),
                Files.exists(meta) ? Optional.of(Table.open(meta)) : Optional.empty(),
                recipeKnown);
    }

    private static void requireRecipe(Path folder, Recipe wanted) {
        Recipe made = RecipeFile.read(folder);
        if (!RecipeFile.areAlike(made, wanted)) {
            throw new BadSampleException("%s holds pictures of %s; the model takes %s, so make pictures for it with %s"
                    .formatted(folder, RecipeFile.describe(made), RecipeFile.describe(wanted), command(wanted)));
        }
    }

    private static String command(Recipe recipe) {
        return "arclet simulate stamps --size %d --field %s --softening %s"
                .formatted(
                        recipe.grid().size(),
                        recipe.grid().fieldOfView(),
                        recipe.stretch().softening());
    }

    private static List<Path> shards(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(PREFIX + "\\d+\\.npy"))
                    .sorted()
                    .toList();
        }
    }

    /** One pair of files, with how many of its pictures are read. */
    private static final class Shard implements AutoCloseable {
        private final NpyArray pictures;
        private final NpyType type;
        private final double[] labels;
        private final byte[] bytes;
        private final ByteBuffer numbers;
        private int next;

        Shard(Path file, Recipe recipe) throws IOException {
            String name = file.getFileName().toString();
            this.labels = labels(file.resolveSibling(name.replace(PREFIX, "labels-")));
            this.pictures = read(file);
            try {
                this.type = pictures.numbers();
                requireModels(recipe);
            } catch (BadSampleException e) {
                pictures.close();
                throw e;
            }
            this.bytes = new byte[recipe.pictureLength() * type.bytes()];
            this.numbers = ByteBuffer.wrap(bytes).order(type.order());
        }

        private static double[] labels(Path file) throws IOException {
            try (NpyArray labels = read(file)) {
                return labels.allNumbers();
            }
        }

        private static NpyArray read(Path file) throws IOException {
            return NpyArray.open(file.toString(), new BufferedInputStream(Files.newInputStream(file), 1 << 18));
        }

        private void requireModels(Recipe recipe) {
            int size = recipe.grid().size();
            long[] wanted = {labels.length, recipe.channels().size(), size, size};
            if (!Arrays.equals(wanted, pictures.shape())) {
                throw new BadSampleException(
                        "%s has the shape %s and %d labels; the model takes %d x %d x %d, so make pictures for it with"
                                        .formatted(
                                                pictures.place(),
                                                pictures.shapeText(),
                                                labels.length,
                                                wanted[1],
                                                size,
                                                size)
                                + " " + command(recipe));
            }
        }

        boolean isRead() {
            return next == labels.length;
        }

        double label() {
            return labels[next];
        }

        float[] picture() throws IOException {
            pictures.readInto(bytes);
            float[] pixels = new float[bytes.length / type.bytes()];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (float) type.read(numbers, i * type.bytes());
            }
            next++;
            return pixels;
        }

        @Override
        public void close() throws IOException {
            pictures.close();
        }
    }

    @Override
    public Optional<LabelledPicture> next() throws IOException {
        while (open.isEmpty() || open.get().isRead()) {
            close(open);
            open = Optional.empty();
            if (!shards.hasNext()) {
                return Optional.empty();
            }
            open = Optional.of(new Shard(shards.next(), recipe));
        }
        Shard shard = open.get();
        double label = shard.label();
        Optional<Table.Row> row = meta.map(table -> row(table, label));
        List<String> present = row.flatMap(cells -> cells.text("bands"))
                .map(bands -> recipe.channels().stream().filter(bands::contains).toList())
                .orElse(recipe.channels());
        Specimen specimen = row.map(cells -> cells.specimen(cells.text("index").orElse("" + count)))
                .orElseGet(() -> Specimen.of("" + count, Label.of(label).orElse(Label.UNKNOWN)));
        count++;
        Optional<Picture> picture = Optional.of(new Picture(shard.picture(), present, 1));
        return Optional.of(new LabelledPicture(specimen, () -> picture));
    }

    @Override
    public String pixels() {
        return recipeKnown
                ? "by the model's own recipe"
                : "by a recipe that nobody says: there is no %s, and only the size was compared"
                        .formatted(RecipeFile.NAME);
    }

    private static Table.Row row(Table table, double label) {
        Optional<Table.Row> row = table.hasNext() ? Optional.of(table.next()) : Optional.empty();
        return row.filter(cells -> cells.label().number() == label)
                .orElseThrow(() -> new BadSampleException(
                        "meta.csv and the labels of its folder disagree about a picture%s; write the folder again"
                                .formatted(row.map(cells -> " in row " + cells.line())
                                        .orElse(": the table is the shorter one"))));
    }

    private static void close(Optional<Shard> shard) throws IOException {
        if (shard.isPresent()) {
            shard.get().close();
        }
    }

    @Override
    public void close() throws IOException {
        close(open);
        if (meta.isPresent()) {
            meta.get().close();
        }
    }
}
