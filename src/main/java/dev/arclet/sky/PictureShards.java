package dev.arclet.sky;

import dev.arclet.picture.EmptyPictureException;
import dev.arclet.picture.Grid;
import dev.arclet.picture.Picture;
import dev.arclet.picture.PictureMaker;
import dev.arclet.picture.Recipe;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Writes labelled pictures for training, made by the same {@link PictureMaker} that serves: shards
 * {@code pictures-00000.npy} (float32, N x channels x size x size), {@code labels-00000.npy} (int8; 1 is a lens, 0 none, -1 open) and
 * {@code arcs-00000.npy} (uint8, N x 20 x 20, the arcs' signal-to-noise a camera pixel on the same field in steps of an
 * eighth), and one table {@code meta.csv} with a row a picture in the same order. The files depend on plan, count and recipe
 * only, not on the number of threads. A shard has up to 4,000 sets and 64 MiB of pictures.
 */
public final class PictureShards {
    private static final int MOST_IN_SHARD = 4_000;
    private static final int MOST_IN_BLOCK = 100;
    private static final int SHARD_BYTES = 64 << 20;
    private static final int BLOCK_BYTES = 4 << 20;
    private static final int ARC_CELLS = 20;
    private static final float ARC_STEPS = 8;

    private static final List<String> BANDS = List.of("i", "r", "g");
    private static final String HEADER =
            "index,label,kind,bands,einstein_radius,magnification,arc_pixels,images,z_l,z_s,"
                    + "offset,arc_snr,centred,transient,seeing_i,seeing_r,seeing_g,visits_i,visits_r,visits_g";

    private final StampPlan plan;
    private final Recipe recipe;
    private final int block;
    private final int blocksInShard;

    /**
     * A run.
     *
     * @param plan of the sets
     * @param recipe of the pictures
     */
    public PictureShards(StampPlan plan, Recipe recipe) {
        this.plan = plan;
        this.recipe = recipe;
        int bytes = recipe.pictureLength() * Float.BYTES;
        this.block = Math.max(1, Math.min(MOST_IN_BLOCK, BLOCK_BYTES / bytes));
        this.blocksInShard = Math.max(1, Math.min(MOST_IN_SHARD, SHARD_BYTES / bytes) / block);
    }

    private record Labelled(long index, StampSet set, Picture picture) {}

    /**
     * Makes and writes pictures. Sets that show nothing in the middle are left out, so there may be a few fewer. A few
     * blocks a thread are in memory at a time, of 4 MiB at most or one picture.
     *
     * @param count sets to make
     * @param threads to make them with
     * @param folder to write to; must exist
     * @param progress hears after every block how many sets are done
     * @return pictures written
     */
    public long write(long count, int threads, Path folder, LongConsumer progress)
            throws IOException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (BufferedWriter meta = Files.newBufferedWriter(folder.resolve("meta.csv"))) {
            meta.write(HEADER + "\n");
            return writeAll(count, pool, 2 * threads, folder, meta, progress);
        } catch (ExecutionException e) {
            throw new IllegalStateException("can't simulate: " + e.getCause().getMessage(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private long writeAll(
            long count, ExecutorService pool, int most, Path folder, BufferedWriter meta, LongConsumer progress)
            throws IOException, InterruptedException, ExecutionException {
        // One maker a thread: they hold scratch.
        ThreadLocal<StampSets> sets = ThreadLocal.withInitial(() -> new StampSets(plan));
        ThreadLocal<PictureMaker> makers = ThreadLocal.withInitial(() -> new PictureMaker(recipe));
        Deque<Future<List<Labelled>>> ahead = new ArrayDeque<>();
        long blocks = (count + block - 1) / block;
        long submitted = 0;
        long written = 0;
        for (long first = 0; first < blocks; first += blocksInShard) {
            long end = Math.min(blocks, first + blocksInShard);
            try (Shard shard = new Shard(folder, (int) (first / blocksInShard))) {
                for (long number = first; number < end; number++) {
                    while (submitted < blocks && ahead.size() < most) {
                        long start = submitted * block;
                        long stop = Math.min(start + block, count);
                        ahead.add(pool.submit(() -> block(sets.get(), makers.get(), start, stop)));
                        submitted++;
                    }
                    List<Labelled> made = ahead.remove().get();
                    shard.write(made);
                    for (Labelled labelled : made) {
                        meta.write(row(labelled));
                    }
                    written += made.size();
                    progress.accept(Math.min((number + 1) * block, count));
                }
            }
        }
        return written;
    }

    private static List<Labelled> block(StampSets sets, PictureMaker maker, long start, long stop) {
        List<Labelled> block = new ArrayList<>();
        for (long index = start; index < stop; index++) {
            label(sets.make(index), maker, index).ifPresent(block::add);
        }
        return block;
    }

    private static Optional<Labelled> label(StampSet set, PictureMaker maker, long index) {
        try {
            return Optional.of(new Labelled(index, set, maker.make(set.stamps(), Optional.of(set.centre()))));
        } catch (EmptyPictureException e) {
            // All bands are blank in the middle: the service would not score it either.
            return Optional.empty();
        }
    }

    /** The three files of a shard. */
    private final class Shard implements Closeable {
        private final Grid arcGrid = new Grid(ARC_CELLS, recipe.grid().fieldOfView());
        private final NpyFile pictures;
        private final NpyFile labels;
        private final NpyFile arcs;

        Shard(Path folder, int number) throws IOException {
            int size = recipe.grid().size();
            String shape = ", %d, %d, %d".formatted(recipe.channels().size(), size, size);
            pictures = new NpyFile(folder.resolve("pictures-%05d.npy".formatted(number)), "<f4", shape);
            labels = new NpyFile(folder.resolve("labels-%05d.npy".formatted(number)), "|i1", "");
            String arcShape = ", %d, %d".formatted(ARC_CELLS, ARC_CELLS);
            arcs = new NpyFile(folder.resolve("arcs-%05d.npy".formatted(number)), "|u1", arcShape);
        }

        void write(List<Labelled> block) throws IOException {
            int count = block.size();
            ByteBuffer pixels = ByteBuffer.allocate(count * recipe.pictureLength() * Float.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN);
            ByteBuffer classes = ByteBuffer.allocate(count);
            ByteBuffer places = ByteBuffer.allocate(count * ARC_CELLS * ARC_CELLS);
            for (Labelled labelled : block) {
                for (float value : labelled.picture().pixels()) {
                    pixels.putFloat(value);
                }
                classes.put((byte) labelled.set().truth().label());
                for (float value : labelled.set().arcsOnto(arcGrid)) {
                    places.put((byte) Math.min(255, Math.round(ARC_STEPS * value)));
                }
            }
            pictures.write(pixels.flip(), count);
            labels.write(classes.flip(), count);
            arcs.write(places.flip(), count);
        }

        @Override
        public void close() throws IOException {
            try (arcs;
                    labels) {
                pictures.close();
            }
        }
    }

    private static String row(Labelled labelled) {
        Truth truth = labelled.set().truth();
        return String.format(
                Locale.ROOT,
                "%d,%d,%s,%s,%s,%s,%d,%d,%s,%s,%.3f,%s,%d,%s,%s,%s%n",
                labelled.index(),
                truth.label(),
                truth.kind().label(),
                String.join("", labelled.picture().present()),
                decimal(truth.einsteinRadius(), 3),
                decimal(truth.magnification(), 2),
                truth.arcPixels(),
                truth.images(),
                decimal(truth.lensRedshift(), 3),
                decimal(truth.sourceRedshift(), 3),
                labelled.set().offset(),
                decimal(truth.arcSignalToNoise(), 1),
                labelled.set().centred() ? 1 : 0,
                truth.transientLabel(),
                byBand(labelled.set(), conditions -> String.format(Locale.ROOT, "%.3f", conditions.seeing())),
                byBand(labelled.set(), conditions -> Integer.toString(conditions.visits())));
    }

    /** A number with some decimals; empty where it does not apply. */
    private static String decimal(double value, int decimals) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** A column a band; empty where the set has no such band. */
    private static String byBand(StampSet set, Function<StampSet.Conditions, String> text) {
        return BANDS.stream()
                .map(band -> Optional.ofNullable(set.conditions().get(band))
                        .map(text)
                        .orElse(""))
                .collect(Collectors.joining(","));
    }
}
