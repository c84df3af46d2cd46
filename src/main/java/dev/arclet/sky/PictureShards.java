package dev.arclet.sky;

import dev.arclet.picture.EmptyPictureException;
import dev.arclet.picture.Grid;
import dev.arclet.picture.Picture;
import dev.arclet.picture.PictureMaker;
import dev.arclet.picture.Recipe;
import dev.arclet.scoring.RecipeFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
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
 * {@code pictures-00000.npy} (float32, N x channels x size x size), {@code labels-00000.npy} (uint8, 1 is a lens) and
 * {@code arcs-00000.npy} (uint8, N x 20 x 20, the arcs' signal-to-noise a camera pixel on the same field in steps of an
 * eighth), one table {@code meta.csv} with a row a picture in the same order, and the recipe in {@code recipe.yaml}. The
 * files depend on plan, count and recipe only, not on the number of threads.
 */
public final class PictureShards {
    private static final int SHARD = 4_000;
    private static final int BLOCK = 100;
    private static final int ARC_CELLS = 20;
    private static final float ARC_STEPS = 8;

    private static final List<String> BANDS = List.of("i", "r", "g");
    private static final String HEADER =
            "index,label,kind,bands,einstein_radius,magnification,arc_pixels,images,z_l,z_s,"
                    + "offset,arc_snr,centred,transient,seeing_i,seeing_r,seeing_g,visits_i,visits_r,visits_g";

    private final StampPlan plan;
    private final Recipe recipe;

    /**
     * A run.
     *
     * @param plan of the sets
     * @param recipe of the pictures
     */
    public PictureShards(StampPlan plan, Recipe recipe) {
        this.plan = plan;
        this.recipe = recipe;
    }

    private record Labelled(long index, StampSet set, Picture picture) {}

    /**
     * Makes and writes pictures. Sets that show nothing in the middle are left out, so there may be a few fewer.
     *
     * @param count sets to make
     * @param threads to make them with
     * @param folder to write to; must exist
     * @param progress hears after every shard how many sets are done
     * @return pictures written
     */
    public long write(long count, int threads, Path folder, LongConsumer progress)
            throws IOException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        // One maker a thread: they hold scratch.
        ThreadLocal<StampSets> sets = ThreadLocal.withInitial(() -> new StampSets(plan));
        ThreadLocal<PictureMaker> makers = ThreadLocal.withInitial(() -> new PictureMaker(recipe));
        long written = 0;
        RecipeFile.write(folder, recipe);
        try (BufferedWriter meta = Files.newBufferedWriter(folder.resolve("meta.csv"))) {
            meta.write(HEADER + "\n");
            for (long first = 0; first < count; first += SHARD) {
                List<Future<List<Labelled>>> blocks = new ArrayList<>();
                long end = Math.min(first + SHARD, count);
                for (long from = first; from < end; from += BLOCK) {
                    long start = from;
                    long stop = Math.min(from + BLOCK, end);
                    blocks.add(pool.submit(() -> block(sets.get(), makers.get(), start, stop)));
                }
                List<Labelled> shard = new ArrayList<>();
                for (Future<List<Labelled>> block : blocks) {
                    shard.addAll(block.get());
                }
                writeShard(folder, (int) (first / SHARD), shard);
                for (Labelled labelled : shard) {
                    meta.write(row(labelled));
                }
                written += shard.size();
                progress.accept(end);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("can't simulate: " + e.getCause().getMessage(), e.getCause());
        } finally {
            pool.shutdownNow();
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

    private void writeShard(Path folder, int number, List<Labelled> shard) throws IOException {
        int size = recipe.grid().size();
        int channels = recipe.channels().size();
        ByteBuffer pictures = ByteBuffer.allocate(shard.size() * recipe.pictureLength() * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer labels = ByteBuffer.allocate(shard.size());
        ByteBuffer arcs = ByteBuffer.allocate(shard.size() * ARC_CELLS * ARC_CELLS);
        Grid arcGrid = new Grid(ARC_CELLS, recipe.grid().fieldOfView());
        for (Labelled labelled : shard) {
            for (float value : labelled.picture().pixels()) {
                pictures.putFloat(value);
            }
            labels.put((byte) (labelled.set().truth().lens() ? 1 : 0));
            for (float value : labelled.set().arcsOnto(arcGrid)) {
                arcs.put((byte) Math.min(255, Math.round(ARC_STEPS * value)));
            }
        }
        String shape = "(%d, %d, %d, %d)".formatted(shard.size(), channels, size, size);
        writeNpy(folder.resolve("pictures-%05d.npy".formatted(number)), "<f4", shape, pictures.flip());
        writeNpy(
                folder.resolve("labels-%05d.npy".formatted(number)),
                "|u1",
                "(%d,)".formatted(shard.size()),
                labels.flip());
        String arcShape = "(%d, %d, %d)".formatted(shard.size(), ARC_CELLS, ARC_CELLS);
        writeNpy(folder.resolve("arcs-%05d.npy".formatted(number)), "|u1", arcShape, arcs.flip());
    }

    /** NumPy's format, version 1.0: magic, a header that is a Python literal padded to 64 bytes, then the values. */
    private static void writeNpy(Path file, String type, String shape, ByteBuffer values) throws IOException {
        String header = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
        int padding = Math.floorMod(-(10 + header.length() + 1), 64);
        byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer head = ByteBuffer.allocate(10 + text.length).order(ByteOrder.LITTLE_ENDIAN);
        head.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        head.putShort((short) text.length).put(text).flip();
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (head.hasRemaining()) {
                channel.write(head);
            }
            while (values.hasRemaining()) {
                channel.write(values);
            }
        }
    }

    private static String row(Labelled labelled) {
        Truth truth = labelled.set().truth();
        return String.format(
                Locale.ROOT,
                "%d,%d,%s,%s,%.3f,%.2f,%d,%d,%.3f,%.3f,%.3f,%.1f,%d,%s,%s,%s%n",
                labelled.index(),
                truth.lens() ? 1 : 0,
                truth.kind().label(),
                String.join("", labelled.picture().present()),
                truth.einsteinRadius(),
                truth.magnification(),
                truth.arcPixels(),
                truth.images(),
                truth.lensRedshift(),
                truth.sourceRedshift(),
                labelled.set().offset(),
                truth.arcSignalToNoise(),
                labelled.set().centred() ? 1 : 0,
                truth.transientLabel(),
                byBand(labelled.set(), conditions -> String.format(Locale.ROOT, "%.3f", conditions.seeing())),
                byBand(labelled.set(), conditions -> Integer.toString(conditions.visits())));
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
