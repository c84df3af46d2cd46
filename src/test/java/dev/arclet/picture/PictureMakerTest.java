package dev.arclet.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.SkyPosition;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PictureMakerTest {
    private static final Grid GRID = new Grid(40, 8);
    private static final Stretch STRETCH = new Stretch(0.5, 99.5, 0.02);
    private static final Recipe RECIPE = new Recipe(View.OBJECT, List.of("i", "r", "g"), GRID, STRETCH);
    private static final SkyPosition HERE = new SkyPosition(0.00005, -30);

    @Test
    void channelsStandInTheRecipesOrderWhateverOrderTheStampsComeIn() throws Exception {
        Picture picture = make(Map.of("g", galaxy(10, 0), "i", galaxy(40, 0), "r", galaxy(20, 0)));
        assertEquals(List.of("i", "r", "g"), picture.present());
        assertEquals(3 * 40 * 40, picture.pixels().length);
        assertTrue(middle(picture, 0) > middle(picture, 1) && middle(picture, 1) > middle(picture, 2));
    }

    @Test
    void eachStampsOwnTurnIsUndone() throws Exception {
        Picture straight = make(Map.of("i", galaxy(40, 0), "r", galaxy(40, 0)));
        Picture turned = make(Map.of("i", galaxy(40, 35), "r", galaxy(40, 250)));
        int inside = (20 * 40 + 20);
        assertEquals(straight.pixels()[inside], turned.pixels()[inside], 0.02);
        assertEquals(middle(turned, 0), middle(turned, 1), 0.02);
    }

    @Test
    void aMissingChannelIsTheMeanOfThoseThatAreThere() throws Exception {
        Picture picture = make(Map.of("i", galaxy(40, 0), "g", galaxy(10, 20)));
        assertEquals(List.of("i", "g"), picture.present());
        float[] pixels = picture.pixels();
        for (int i = 0; i < 1600; i++) {
            assertEquals((pixels[i] + pixels[3200 + i]) / 2, pixels[1600 + i], 1e-6);
        }
    }

    @Test
    void aStampWithoutDataCountsAsMissing() throws Exception {
        float[] none = new float[900];
        Arrays.fill(none, Float.NaN);
        Stamp blank = new Stamp(30, 30, none, galaxy(1, 0).orientation());
        Picture picture = make(Map.of("i", galaxy(40, 0), "r", blank));
        assertEquals(List.of("i"), picture.present());
        assertArrayEquals(
                Arrays.copyOfRange(picture.pixels(), 0, 1600), Arrays.copyOfRange(picture.pixels(), 1600, 3200));
    }

    @Test
    void coverageIsTheMeanOverThePresentChannels() throws Exception {
        Stamp half =
                new Stamp(60, 30, new float[1800], new Orientation(-0.2, 0, 0, 0.2, 29.5, -0.5, Optional.of(HERE)));
        Stamp whole =
                new Stamp(60, 60, new float[3600], new Orientation(-0.2, 0, 0, 0.2, 29.5, 29.5, Optional.of(HERE)));
        Picture picture = make(Map.of("i", whole, "r", half, "unknown", whole));
        assertEquals(0.75, picture.coverage(), 1e-12);
        assertArrayEquals(new float[4800], picture.pixels());
    }

    @Test
    void paddingHasTheValueOfTheSky() throws Exception {
        Picture picture = make(Map.of("i", galaxy(40, 0)));
        assertEquals(0, picture.pixels()[0]);
        assertEquals(900.0 / 1600, picture.coverage(), 0.05);
    }

    @Test
    void stampsThatMissTheMiddleAreNoPicture() {
        Stamp corner = new Stamp(30, 30, new float[900], new Orientation(-0.2, 0, 0, 0.2, -12, -12, Optional.of(HERE)));
        EmptyPictureException e = assertThrows(EmptyPictureException.class, () -> make(Map.of("i", corner)));
        assertEquals("no stamp has data in the middle 4.0 arcsec of the picture", e.getMessage());
        Stamp elsewhere = new Stamp(
                30,
                30,
                new float[900],
                new Orientation(-0.2, 0, 0, 0.2, 14, 14, Optional.of(new SkyPosition(200, 60))));
        assertThrows(EmptyPictureException.class, () -> make(Map.of("i", elsewhere, "r", elsewhere)));
    }

    @Test
    void stampsOfNoneOfTheChannelsAreTheCallersMistake() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> make(Map.of("y", galaxy(1, 0))));
        assertEquals("stamps are given for channels [y]; the recipe asks for some of [i, r, g]", e.getMessage());
    }

    @Test
    void onePictureDoesNotShowInTheNext() throws Exception {
        PictureMaker maker = new PictureMaker(RECIPE);
        Map<String, Stamp> stamps = new HashMap<>(Map.of("i", galaxy(40, 10), "r", galaxy(3, 70)));
        float[] first = maker.make(stamps, Optional.of(HERE)).pixels();
        maker.make(Map.of("g", galaxy(9000, 45)), Optional.of(HERE));
        assertArrayEquals(first, maker.make(stamps, Optional.of(HERE)).pixels());
    }

    @Test
    void recipesThatMakeNoSenseAreRefused() {
        assertRefused("recipe has 0 channels", View.OBJECT, List.of());
        assertRefused("give each once", View.OBJECT, List.of("i", "i"));
        assertRefused("one has no name", View.OBJECT, List.of("i", " "));
        assertRefused("recipe channel is r; the alert view has", View.ALERT, List.of("template", "r"));
        assertThrows(IllegalArgumentException.class, () -> new Stretch(50, 99, 0.02));
        assertThrows(IllegalArgumentException.class, () -> new Stretch(1, 101, 0.02));
        assertThrows(IllegalArgumentException.class, () -> new Stretch(1, 99, 0));
    }

    private static void assertRefused(String part, View view, List<String> channels) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> new Recipe(view, channels, GRID, STRETCH));
        assertTrue(e.getMessage().contains(part), e::getMessage);
    }

    private static Picture make(Map<String, Stamp> stamps) throws EmptyPictureException {
        return new PictureMaker(RECIPE).make(stamps, Optional.of(HERE));
    }

    private static Stamp galaxy(double peak, double turnDegrees) {
        double cos = 0.2 * Math.cos(Math.toRadians(turnDegrees));
        double sin = 0.2 * Math.sin(Math.toRadians(turnDegrees));
        Orientation orientation = new Orientation(-cos, -sin, -sin, cos, 14.5, 14.5, Optional.of(HERE));
        return Scene.of(new Scene.Source(0.1, -0.2, 0.7, peak), new Scene.Source(1.2, 0.8, 0.5, peak / 4))
                .painted(30, 30, orientation);
    }

    private static float middle(Picture picture, int channel) {
        return picture.pixels()[channel * 1600 + 24 * 40 + 14];
    }
}
