package dev.arclet.web.wall;

import dev.arclet.alert.SkyPosition;
import dev.arclet.picture.EmptyPictureException;
import dev.arclet.picture.Grid;
import dev.arclet.picture.Orientation;
import dev.arclet.picture.PictureMaker;
import dev.arclet.picture.Recipe;
import dev.arclet.picture.SkyImage;
import dev.arclet.picture.Stamp;
import dev.arclet.picture.Stretch;
import dev.arclet.picture.View;
import dev.arclet.record.CandidatePicture;
import dev.arclet.record.CandidateStamp;
import dev.arclet.record.LensCandidate;
import dev.arclet.record.StampKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Draws a candidate as PNG: what the network saw, in colour, and its alert's own stamps on the same piece of sky, north up. */
final class CandidatePictures {
    private static final int STAMP_PIXELS = 64;
    private static final Stretch BRIGHTNESS = new Stretch(0.5, 99.7, 0.05);
    /** Nearly linear: a difference is as often below 0 as above. */
    private static final Stretch CHANGE = new Stretch(0.5, 99.5, 1);

    private CandidatePictures() {}

    /** The names of the stamps that a candidate has of its own alert, in lower case. */
    static List<String> stamps(LensCandidate candidate) {
        return List.of(StampKind.SCIENCE, StampKind.TEMPLATE, StampKind.DIFFERENCE).stream()
                .filter(kind -> ownStamp(candidate, kind).isPresent())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** What the network saw: the first three channels as red, green and blue; fewer as grey. */
    static byte[] seen(LensCandidate candidate) {
        CandidatePicture picture = candidate.getPicture();
        boolean colour = picture.getChannels().size() >= 3;
        return SkyImage.colour(floats(picture.getPixels()), picture.getSize(), 0, colour ? 1 : 0, colour ? 2 : 0);
    }

    /** A stamp of the candidate's own alert; plain grey where it has no data in the middle of the picture. Empty if there is none. */
    static Optional<byte[]> stamp(LensCandidate candidate, String name) {
        return stamps(candidate).contains(name)
                ? ownStamp(candidate, StampKind.valueOf(name.toUpperCase(Locale.ROOT)))
                        .map(stamp -> draw(candidate, stamp))
                : Optional.empty();
    }

    /** Templates of other visits, in other bands, are among the stamps too. */
    private static Optional<CandidateStamp> ownStamp(LensCandidate candidate, StampKind kind) {
        return candidate.getStamps().stream()
                .filter(stamp -> stamp.getKind() == kind
                        && stamp.getBand().equals(candidate.getScore().getBand()))
                .findFirst();
    }

    private static byte[] draw(LensCandidate candidate, CandidateStamp stored) {
        boolean change = stored.getKind() == StampKind.DIFFERENCE;
        Recipe recipe = new Recipe(
                View.ALERT,
                List.of("science"),
                new Grid(STAMP_PIXELS, candidate.getPicture().getFieldOfView()),
                change ? CHANGE : BRIGHTNESS);
        SkyPosition centre = new SkyPosition(
                candidate.getScore().getRa(), candidate.getScore().getDec());
        float[] pixels;
        try {
            pixels = new PictureMaker(recipe)
                    .make(Map.of("science", stamp(stored)), Optional.of(centre))
                    .pixels();
        } catch (EmptyPictureException e) {
            pixels = new float[recipe.pictureLength()];
        }
        return SkyImage.grey(pixels, STAMP_PIXELS, change ? -1 : SkyImage.BLACK);
    }

    private static Stamp stamp(CandidateStamp stored) {
        float[] pixels = new float[stored.getWidth() * stored.getHeight()];
        floats(stored.getPixels()).get(pixels);
        List<Double> cd = stored.getCd();
        List<Double> at = stored.getReferencePixel();
        Optional<SkyPosition> reference = Optional.ofNullable(stored.getReferencePosition())
                .map(position -> new SkyPosition(position.get(0), position.get(1)));
        return new Stamp(
                stored.getWidth(),
                stored.getHeight(),
                pixels,
                new Orientation(cd.get(0), cd.get(1), cd.get(2), cd.get(3), at.get(0), at.get(1), reference));
    }

    private static FloatBuffer floats(ByteBuffer bytes) {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }
}
