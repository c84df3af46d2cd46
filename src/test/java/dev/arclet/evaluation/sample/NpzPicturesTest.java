package dev.arclet.evaluation.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.picture.Grid;
import dev.arclet.picture.Picture;
import dev.arclet.picture.Recipe;
import dev.arclet.picture.Stretch;
import dev.arclet.picture.View;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzPicturesTest {
    private static final int SIZE = 10;
    private static final Recipe RECIPE =
            new Recipe(View.OBJECT, List.of("i", "r", "g"), new Grid(SIZE, SIZE * 0.2), new Stretch(0.5, 99.5, 0.02));
    private static final PictureScale USUAL = new PictureScale(OptionalDouble.empty(), false);

    @TempDir
    private Path folder;

    private static Reading reading() {
        return new Reading(Optional.empty(), Optional.empty(), USUAL);
    }

    private static Reading ordered(String... bands) {
        return new Reading(Optional.empty(), Optional.of(List.of(bands)), USUAL);
    }

    /** Some sky with one bright pixel in each of the bands i, r and g: at (row, column) (2, 3), (4, 5) and (6, 7). */
    private static float flux(String band, int row, int col) {
        int bright = List.of("i", "r", "g").indexOf(band);
        float sky = (row * 7 + col * 3) % 5;
        return bright >= 0 && row == 2 + 2 * bright && col == 3 + 2 * bright ? 100 : sky;
    }

    private static float[] bandsFirst(int size, String... bands) {
        float[] values = new float[size * size * bands.length];
        int at = 0;
        for (String band : bands) {
            for (int pixel = 0; pixel < size * size; pixel++) {
                values[at++] = flux(band, pixel / size, pixel % size);
            }
        }
        return values;
    }

    private static float[] bandsLast(int size, String... bands) {
        float[] values = new float[size * size * bands.length];
        int at = 0;
        for (int pixel = 0; pixel < size * size; pixel++) {
            for (String band : bands) {
                values[at++] = flux(band, pixel / size, pixel % size);
            }
        }
        return values;
    }

    private static NumpyFiles first() {
        return new NumpyFiles().withFloats("images", "(1, 3, 10, 10)", bandsFirst(SIZE, "g", "r", "i"));
    }

    private List<LabelledPicture> read(NumpyFiles files, Reading reading) throws IOException {
        return read(files.write(folder.resolve("set.npz"), true), reading);
    }

    private static List<LabelledPicture> read(Path file, Reading reading) throws IOException {
        List<LabelledPicture> all = new ArrayList<>();
        try (PictureSource source =
                PictureSources.open(file, PictureSources.sort(file), Optional.empty(), reading, RECIPE)) {
            for (var next = source.next(); next.isPresent(); next = source.next()) {
                all.add(next.get());
            }
        }
        return all;
    }

    private static Picture picture(List<LabelledPicture> pictures) {
        assertEquals(1, pictures.size());
        return pictures.get(0).picture().orElseThrow();
    }

    private String refusal(NumpyFiles files, Reading reading) {
        return assertThrows(BadSampleException.class, () -> read(files, reading))
                .getMessage();
    }

    @Test
    void bandsOnTheFirstAxisAreGRIAndOnTheLastIRG() throws IOException {
        Picture fromFirst = picture(read(first().withLongs("label", 1), reading()));
        Picture fromLast = picture(read(
                new NumpyFiles()
                        .withFloats("images", "(1, 10, 10, 3)", bandsLast(SIZE, "i", "r", "g"))
                        .withLongs("label", 1),
                reading()));
        assertArrayEquals(fromLast.pixels(), fromFirst.pixels());
        assertEquals(List.of("i", "r", "g"), fromFirst.present());
        // At the model's own scale pictures stay as they are: the first row is north, the first column east.
        assertEquals(1, fromFirst.pixels()[2 * SIZE + 3]);
        assertEquals(1, fromFirst.pixels()[(SIZE + 4) * SIZE + 5]);
        assertEquals(1, fromFirst.pixels()[(2 * SIZE + 6) * SIZE + 7]);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void storedAndCompressedFilesReadAlikeWithAllThatTheySayOfEachPicture(boolean compressed) throws IOException {
        float[] two = new float[2 * 3 * SIZE * SIZE];
        System.arraycopy(bandsFirst(SIZE, "g", "r", "i"), 0, two, 0, two.length / 2);
        System.arraycopy(bandsFirst(SIZE, "g", "r", "i"), 0, two, two.length / 2, two.length / 2);
        NumpyFiles files = new NumpyFiles()
                .withFloats("images", "(2, 3, 10, 10)", two)
                .withLongs("y", 1, -1)
                .withLongs("id", 170_009_001_000_001_579L, 8)
                .withFloats("theta_e", "(2,)", 1.5f, Float.NaN)
                .withFloats("snr", "(2,)", 20, 30);
        List<LabelledPicture> pictures = read(files.write(folder.resolve("set.npz"), compressed), reading());
        assertEquals(
                new Specimen("170009001000001579", Label.LENS, "", OptionalDouble.of(1.5), OptionalDouble.of(20)),
                pictures.get(0).specimen());
        assertEquals(Label.UNKNOWN, pictures.get(1).specimen().label());
        assertTrue(pictures.get(1).specimen().einsteinRadius().isEmpty());
    }

    @Test
    void bandsThatTheModelDoesNotKnowAreLeftOut() throws IOException {
        NumpyFiles five = new NumpyFiles()
                .withFloats("images", "(1, 5, 10, 10)", bandsFirst(SIZE, "g", "r", "i", "z", "y"))
                .withLongs("label", 0);
        Picture picture = picture(read(five, ordered("g", "r", "i", "z", "y")));
        assertArrayEquals(
                picture(read(first().withLongs("label", 0), reading())).pixels(), picture.pixels());
        String message = refusal(five, reading());
        assertTrue(
                message.contains("set.npz, array images has the shape 1 x 5 x 10 x 10; no axis has one place"),
                message);
        assertTrue(message.contains("--order g,r,i,z,y"), message);
    }

    @Test
    void aBandOfZerosOrMissingValuesIsAMissingBand() throws IOException {
        float[] images = bandsFirst(SIZE, "g", "r", "i");
        Arrays.fill(images, 0, SIZE * SIZE, 0);
        Arrays.fill(images, SIZE * SIZE, 2 * SIZE * SIZE, Float.NaN);
        NumpyFiles files =
                new NumpyFiles().withFloats("images", "(1, 3, 10, 10)", images).withLongs("label", 1);
        assertEquals(List.of("i"), picture(read(files, reading())).present());
        Arrays.fill(images, 0);
        NumpyFiles blank =
                new NumpyFiles().withFloats("images", "(1, 3, 10, 10)", images).withLongs("label", 1);
        assertTrue(read(blank, reading()).get(0).picture().isEmpty());
    }

    @Test
    void aLargerPictureIsCutAboutItsMiddleUnlessTheWholeOfItIsWanted() throws IOException {
        NumpyFiles large = new NumpyFiles()
                .withFloats("images", "(1, 3, 20, 20)", bandsFirst(20, "g", "r", "i"))
                .withLongs("label", 1);
        // Row 6 and column 7 of 20 are row 1 and column 2 of the middle 10.
        Picture cut = picture(read(large, reading()));
        assertEquals(1, cut.pixels()[(2 * SIZE + 1) * SIZE + 2]);
        Reading whole = new Reading(Optional.empty(), Optional.empty(), new PictureScale(OptionalDouble.empty(), true));
        Picture all = picture(read(large, whole));
        assertEquals(3, brightest(all, 2) % SIZE);
        assertEquals(3, brightest(all, 2) / SIZE);
    }

    @Test
    void theScalesThatWereTakenAreTold() throws IOException {
        first().withLongs("label", 1).withFloats("pixel_scale", "()", 0.25f).write(folder.resolve("a.npz"), true);
        first().withLongs("label", 1).write(folder.resolve("b.npz"), true);
        try (PictureSource source =
                PictureSources.open(folder, PictureSources.Sort.NPZ, Optional.empty(), reading(), RECIPE)) {
            for (var next = source.next(); next.isPresent(); next = source.next()) {
                next.get().picture();
            }
            assertEquals(
                    "0.2 to 0.25 arcsec a pixel, 1 of 2 pictures don't say it and were taken at 0.2", source.pixels());
        }
    }

    @Test
    void widthAndHeightAreNotSwapped() throws IOException {
        int height = 6;
        int width = 8;
        float[] first = new float[3 * height * width];
        float[] last = new float[first.length];
        for (int band = 0; band < 3; band++) {
            for (int pixel = 0; pixel < height * width; pixel++) {
                int row = pixel / width;
                int col = pixel % width;
                float flux = row == 1 && col == 6 ? 100 : (row * 7 + col * 3) % 5;
                first[band * height * width + pixel] = flux;
                last[pixel * 3 + band] = flux;
            }
        }
        for (NumpyFiles files : List.of(
                new NumpyFiles().withFloats("images", "(1, 3, 6, 8)", first),
                new NumpyFiles().withFloats("images", "(1, 6, 8, 3)", last))) {
            Picture picture = picture(read(files.withLongs("label", 1), reading()));
            // Two rows and one column of padding on each side.
            assertEquals(3 * SIZE + 7, brightestPixel(picture));
        }
    }

    private static int brightestPixel(Picture picture) {
        int best = 0;
        for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
            best = picture.pixels()[pixel] > picture.pixels()[best] ? pixel : best;
        }
        return best;
    }

    @Test
    void picturesInHalvesAndBytesAreReadLikeThoseInFloats() throws IOException {
        float[] fluxes = bandsFirst(SIZE, "g", "r", "i");
        ByteBuffer halves = ByteBuffer.allocate(2 * fluxes.length).order(ByteOrder.LITTLE_ENDIAN);
        byte[] bytes = new byte[fluxes.length];
        // IEEE 754 binary16 of the fluxes that the pictures have: 0 to 4, and 100.
        Map<Float, Integer> half = Map.of(0f, 0, 1f, 0x3c00, 2f, 0x4000, 3f, 0x4200, 4f, 0x4400, 100f, 0x5640);
        for (int i = 0; i < fluxes.length; i++) {
            halves.putShort(half.get(fluxes[i]).shortValue());
            bytes[i] = (byte) (fluxes[i] + 128);
        }
        Picture plain = picture(read(first().withLongs("label", 1), reading()));
        Picture fromHalves = picture(read(
                new NumpyFiles()
                        .with("images", "<f2", "(1, 3, 10, 10)", halves.array())
                        .withLongs("label", 1),
                reading()));
        assertArrayEquals(plain.pixels(), fromHalves.pixels());
        // A constant more changes nothing; the brightest byte is 228, which is negative where bytes have a sign.
        Picture fromBytes = picture(read(
                new NumpyFiles().with("images", "|u1", "(1, 3, 10, 10)", bytes).withLongs("label", 1), reading()));
        assertArrayEquals(plain.pixels(), fromBytes.pixels(), 1e-5f);
    }

    @Test
    void theFilesOfAFolderAreReadOneAfterAnother() throws IOException {
        first().withLongs("label", 1).write(folder.resolve("b.npz"), true);
        first().withLongs("label", 0).write(folder.resolve("a.npz"), false);
        List<LabelledPicture> pictures = read(folder, reading());
        assertEquals(
                List.of("a.npz#0", "b.npz#0"),
                pictures.stream().map(one -> one.specimen().id()).toList());
        assertEquals(Label.LENS, pictures.get(1).specimen().label());
        assertArrayEquals(
                pictures.get(0).picture().orElseThrow().pixels(),
                pictures.get(1).picture().orElseThrow().pixels());
    }

    @Test
    void anOrderIsTakenHoweverItIsSpelledAndRefusedWhereItMakesNoSense() throws IOException {
        NumpyFiles files = first().withLongs("label", 1);
        assertEquals(
                List.of("i", "r", "g"),
                picture(read(files, ordered("G", " r", " I "))).present());
        String twice = assertThrows(IllegalArgumentException.class, () -> ordered("g", "g ", "r"))
                .getMessage();
        assertEquals("the order of bands is g,g,r; name each once", twice);
        String none = refusal(files, ordered("u", "z", "y"));
        assertEquals("the pictures' bands are u,z,y and the model's i,r,g; name the pictures' with --order", none);
    }

    private static int brightest(Picture picture, int channel) {
        int best = 0;
        for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
            int at = channel * SIZE * SIZE;
            best = picture.pixels()[at + pixel] > picture.pixels()[at + best] ? pixel : best;
        }
        return best;
    }

    @Test
    void aSmallerPictureIsPaddedAndItsOwnScaleCounts() throws IOException {
        Picture small = picture(read(first().withLongs("label", 1).withFloats("pixel_scale", "()", 0.1f), reading()));
        assertEquals(0.25, small.coverage(), 0.15, "half as wide as the field");
        assertEquals(0, small.pixels()[0]);
        Reading given =
                new Reading(Optional.empty(), Optional.empty(), new PictureScale(OptionalDouble.of(0.2), false));
        Picture asGiven = picture(read(first().withLongs("label", 1).withFloats("pixel_scale", "()", 0.1f), given));
        assertEquals(1, asGiven.coverage());
    }

    @Test
    void aShapeThatLeavesTheBandsOpenIsRefusedUntilTheAxisIsNamed() throws IOException {
        float[] values = new float[3 * 10 * 3];
        values[45] = 7;
        NumpyFiles files =
                new NumpyFiles().withFloats("images", "(1, 3, 10, 3)", values).withLongs("label", 1);
        String message = refusal(files, reading());
        assertTrue(message.contains("1 x 3 x 10 x 3; either axis may be the bands'; say which with --axes"), message);
        assertEquals(
                1,
                read(files, new Reading(Optional.of(BandAxis.FIRST), Optional.empty(), USUAL))
                        .size());
    }

    @Test
    void onePlaneAPictureNeedsTheNameOfItsBand() throws IOException {
        NumpyFiles files = new NumpyFiles()
                .withFloats("images", "(1, 10, 10)", bandsFirst(SIZE, "r"))
                .withLongs("label", 1);
        assertTrue(refusal(files, reading()).contains("or one band with --order r"));
        assertEquals(List.of("r"), picture(read(files, ordered("r"))).present());
    }

    @Test
    void whatIsMissingOrMakesNoSenseIsNamed() {
        assertTrue(refusal(first().withLongs("target", 1), reading())
                .contains("has no array label among [images, target]; add one"));
        assertTrue(refusal(new NumpyFiles().withLongs("label", 1), reading())
                .contains("has no array images among [label]"));
        assertTrue(refusal(first().withLongs("label", 2), reading()).contains("label 0 is 2.0; give 1 for a lens"));
        assertTrue(refusal(first().withLongs("label", 1, 0), reading())
                .contains("label has 2 values and images has 1 pictures"));
        assertTrue(refusal(first().withLongs("label", 1).withFloats("pixel_scale", "()", -1), reading())
                .contains("pixel_scale has a -1.0"));
    }
}
