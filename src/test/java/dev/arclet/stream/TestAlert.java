package dev.arclet.stream;

import dev.arclet.alert.Alert;
import dev.arclet.alert.SkyPosition;
import dev.arclet.picture.Orientation;
import dev.arclet.picture.Stamp;
import dev.arclet.stream.state.CutOut;
import dev.arclet.stream.state.Origin;
import dev.arclet.stream.state.StoredStamp;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Alerts as they are at several points of the road, for tests that begin there. */
final class TestAlert {
    static {
        AvroTrust.establish();
    }

    private TestAlert() {}

    /** Of an object, with these measured quantities. */
    static Alert withQuality(Map<String, Double> quality) {
        return of(Optional.of("7"), Optional.empty(), new SkyPosition(10, -20), quality);
    }

    static Alert of(
            Optional<String> object, Optional<String> solarSystem, SkyPosition position, Map<String, Double> quality) {
        return new Alert(
                "lsst",
                300,
                1,
                object,
                solarSystem,
                "r",
                5,
                61000.0,
                position,
                Optional.empty(),
                quality,
                Map.of(),
                0.2);
    }

    /** Of object 7, with a flat template stamp of the given brightness. */
    static CutOut cutOut(long sourceId, String band, long offset, float brightness) {
        return CutOut.newBuilder()
                .setSurvey("lsst")
                .setSourceId(sourceId)
                .setObjectId("7")
                .setBand(band)
                .setVisit(offset)
                .setMidpointMjdTai(61000.0 + offset)
                .setRa(10)
                .setDec(-20)
                .setOrigin(new Origin("alerts", 0, offset))
                .setMarks(List.of())
                .setTemplate(stamp(brightness))
                .build();
    }

    /** 12 x 12 pixels of 0.5 arcsec, north up. */
    static StoredStamp stamp(float brightness) {
        float[] pixels = new float[144];
        Arrays.fill(pixels, brightness);
        return StampCodec.store(
                new Stamp(12, 12, pixels, new Orientation(-0.5, 0, 0, 0.5, 5.5, 5.5, Optional.empty())));
    }
}
