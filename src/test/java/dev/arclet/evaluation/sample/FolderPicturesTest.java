package dev.arclet.evaluation.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.picture.Grid;
import dev.arclet.picture.Recipe;
import dev.arclet.picture.Stretch;
import dev.arclet.picture.View;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import nom.tam.fits.Fits;
import nom.tam.fits.ImageHDU;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderPicturesTest {
    private static final int SIZE = 10;
    private static final Recipe RECIPE =
            new Recipe(View.OBJECT, List.of("i", "r", "g"), new Grid(SIZE, SIZE * 0.2), new Stretch(0.5, 99.5, 0.02));

    @TempDir
    private Path folder;

    private Map<String, LabelledPicture> read(Optional<Path> labels) throws IOException {
        return read(labels, Optional.empty());
    }

    private Map<String, LabelledPicture> read(Optional<Path> labels, Optional<List<String>> order) throws IOException {
        Map<String, LabelledPicture> all = new LinkedHashMap<>();
        Reading reading = new Reading(Optional.empty(), order, new PictureScale(OptionalDouble.empty(), false));
        assertEquals(PictureSources.Sort.IMAGES, PictureSources.sort(folder));
        try (PictureSource source = PictureSources.open(folder, PictureSources.Sort.IMAGES, labels, reading, RECIPE)) {
            for (var next = source.next(); next.isPresent(); next = source.next()) {
                all.put(next.get().specimen().id(), next.get());
            }
        }
        return all;
    }

    /** Red in its upper left corner, dark elsewhere but for some noise. */
    private void image(String name, String format, int type) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(SIZE, SIZE, type);
        for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
            image.setRGB(pixel % SIZE, pixel / SIZE, 0xff000000 | 0x010101 * (pixel % 7));
        }
        image.setRGB(2, 3, 0xfff00000);
        assertTrue(ImageIO.write(image, format, file.toFile()));
    }

    private void fits(String name, float... brightPerPlane) throws IOException {
        float[][][] cube = new float[brightPerPlane.length][SIZE][SIZE];
        for (int plane = 0; plane < cube.length; plane++) {
            for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
                cube[plane][pixel / SIZE][pixel % SIZE] = pixel % 7;
            }
            // Rows count from below in FITS.
            cube[plane][SIZE - 1 - 3][2] = brightPerPlane[plane];
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (Fits fits = new Fits()) {
            fits.addHDU(Fits.makeHDU(cube));
            fits.write(file.toFile());
        }
    }

    private static float at(LabelledPicture picture, int channel, int row, int col) {
        return picture.picture().orElseThrow().pixels()[(channel * SIZE + row) * SIZE + col];
    }

    @Test
    void foldersNameTheLabelAndTheKind() throws IOException {
        image("lenses/a.png", "png", BufferedImage.TYPE_INT_RGB);
        image("non-lenses/spiral/b.png", "png", BufferedImage.TYPE_INT_ARGB);
        image("later/c.jpg", "jpg", BufferedImage.TYPE_INT_RGB);
        Map<String, LabelledPicture> pictures = read(Optional.empty());
        assertEquals(Label.LENS, pictures.get("lenses/a.png").specimen().label());
        assertEquals(
                Label.OTHER, pictures.get("non-lenses/spiral/b.png").specimen().label());
        assertEquals(
                "spiral", pictures.get("non-lenses/spiral/b.png").specimen().kind());
        assertEquals(Label.UNKNOWN, pictures.get("later/c.jpg").specimen().label());
    }

    @Test
    void ofSeveralFoldersThatNameALabelTheInnermostCounts() throws IOException {
        image("survey/other/lenses/sie/a.png", "png", BufferedImage.TYPE_INT_RGB);
        Specimen specimen =
                read(Optional.empty()).get("survey/other/lenses/sie/a.png").specimen();
        assertEquals(Label.LENS, specimen.label());
        assertEquals("sie", specimen.kind());
    }

    /** Planes as a survey's cutout service writes them: the image, which pixels to trust, and how well. */
    private void maskedImage() throws IOException {
        Path file = Files.createDirectories(folder.resolve("lens")).resolve("hsc.fits");
        try (Fits fits = new Fits()) {
            for (String name : List.of("IMAGE", "MASK", "VARIANCE")) {
                float[][] plane = new float[SIZE][SIZE];
                plane[4][4] = name.equals("IMAGE") ? 80 : 1;
                plane[5][6] = 3;
                ImageHDU hdu = (ImageHDU) Fits.makeHDU(plane);
                hdu.getHeader().addValue("EXTNAME", name, "plane");
                fits.addHDU(hdu);
            }
            fits.write(file.toFile());
        }
    }

    @Test
    void masksAndVariancesAreNotTakenForBands() throws IOException {
        maskedImage();
        LabelledPicture unnamed = read(Optional.empty()).get("lens/hsc.fits");
        String message =
                assertThrows(BadSampleException.class, unnamed::picture).getMessage();
        assertTrue(
                message.contains("3 planes in HDUs named image, mask, variance, which don't tell its bands"), message);
        LabelledPicture named = read(Optional.empty(), Optional.of(List.of("r", "mask", "variance")))
                .get("lens/hsc.fits");
        assertEquals(List.of("r"), named.picture().orElseThrow().present());
    }

    @Test
    void aSingleImageIsNoNight() throws IOException {
        image("lens/a.png", "png", BufferedImage.TYPE_INT_RGB);
        String message = assertThrows(BadSampleException.class, () -> PictureSources.sort(folder.resolve("lens/a.png")))
                .getMessage();
        assertTrue(message.contains("a.png is a single image; give the folder"), message);
    }

    @Test
    void redIsIAndTheFirstRowIsOnTop() throws IOException {
        image("1/a.png", "png", BufferedImage.TYPE_INT_RGB);
        image("0/b.tif", "tif", BufferedImage.TYPE_INT_RGB);
        Map<String, LabelledPicture> pictures = read(Optional.empty());
        assertEquals(1, at(pictures.get("1/a.png"), 0, 3, 2));
        assertTrue(at(pictures.get("1/a.png"), 2, 3, 2) < 0.5);
        assertEquals(1, at(pictures.get("0/b.tif"), 0, 3, 2));
    }

    @Test
    void aCubeOfPlanesIsGRIAndLiesAsFitsImagesDo() throws IOException {
        fits("lens/a.fits", 0, 0, 500);
        fits("nonlens/b.fits", 500, 0, 0);
        Map<String, LabelledPicture> pictures = read(Optional.empty());
        assertEquals(1, at(pictures.get("lens/a.fits"), 0, 3, 2));
        assertEquals(1, at(pictures.get("nonlens/b.fits"), 2, 3, 2));
    }

    @Test
    void planesThatAreNamedAfterBandsAreThose() throws IOException {
        Path file = Files.createDirectories(folder.resolve("lens")).resolve("a.fits");
        try (Fits fits = new Fits()) {
            for (String band : List.of("r", "i")) {
                float[][] plane = new float[SIZE][SIZE];
                plane[4][4] = 10;
                plane[4][6] = band.equals("i") ? 80 : 0;
                ImageHDU hdu = (ImageHDU) Fits.makeHDU(plane);
                hdu.getHeader().addValue("EXTNAME", band, "band");
                hdu.getHeader().addValue("CD1_1", -0.4 / 3600, "scale");
                hdu.getHeader().addValue("CD2_2", 0.4 / 3600, "scale");
                fits.addHDU(hdu);
            }
            fits.write(file.toFile());
        }
        LabelledPicture picture = read(Optional.empty()).get("lens/a.fits");
        assertEquals(List.of("i", "r"), picture.picture().orElseThrow().present());
        // Pixels twice as large as the model's: the bright one covers two by two of them, and reaches the eastern half.
        assertTrue(at(picture, 0, 5, 7) > 0.9 && at(picture, 0, 5, 8) > 0.9, "at twice its distance from the middle");
    }

    @Test
    void aTableNamesFilesLabelsAndWhatElseIsKnown() throws IOException {
        image("x/a.png", "png", BufferedImage.TYPE_INT_RGB);
        image("x/b.png", "png", BufferedImage.TYPE_INT_RGB);
        Files.writeString(
                folder.resolve("labels.csv"),
                "einstein_radius,file,label,kind\n1.25,x/a.png,1,\n,x/b.png,0,\"ring, blue\"\n");
        Map<String, LabelledPicture> pictures = read(Optional.empty());
        assertEquals(OptionalDouble.of(1.25), pictures.get("x/a.png").specimen().einsteinRadius());
        assertEquals("ring, blue", pictures.get("x/b.png").specimen().kind());
        Path other = Files.writeString(folder.resolve("mine.csv"), "file,label\nx/b.png,2\n");
        String message = assertThrows(BadSampleException.class, () -> read(Optional.of(other)))
                .getMessage();
        assertTrue(message.endsWith("mine.csv, row 2: label is 2; give 1, 0 or -1"), message);
    }

    @Test
    void imagesOfWhichNothingIsSaidAreRefused() throws IOException {
        image("x/a.png", "png", BufferedImage.TYPE_INT_RGB);
        String message = assertThrows(BadSampleException.class, () -> read(Optional.empty()))
                .getMessage();
        assertTrue(message.contains("nothing says which of its 1 images are lenses; put them into folders"), message);
    }

    @Test
    void aGreyImageNeedsTheNameOfItsBand() throws IOException {
        image("lens/a.png", "png", BufferedImage.TYPE_BYTE_GRAY);
        LabelledPicture unnamed = read(Optional.empty()).get("lens/a.png");
        String message =
                assertThrows(BadSampleException.class, unnamed::picture).getMessage();
        assertTrue(
                message.contains("a.png has 1 planes and the bands are i,r,g; name its bands with --order"), message);
        LabelledPicture picture =
                read(Optional.empty(), Optional.of(List.of("r"))).get("lens/a.png");
        assertEquals(List.of("r"), picture.picture().orElseThrow().present());
    }
}
