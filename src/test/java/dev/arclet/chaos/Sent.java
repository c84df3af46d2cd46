package dev.arclet.chaos;

import dev.arclet.support.TestPackets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An alert that the harness sends.
 *
 * @param number counts what is sent, from 0, and goes along as a header
 * @param sourceId the alert's own id, which a copy shares with its original
 * @param kind what it is, and so how it has to end
 */
record Sent(int number, long sourceId, Kind kind) {
    private static final String[] BANDS = {"i", "r", "g"};
    private static final int ROUND = 40;

    /** Objects of which no alert has a picture start here. */
    private static final long NEVER_SEEN = 1_000_000_000;

    /** Kinds of alerts with the ending that each must have, as {@code lens-scores} and the dead letters call it. */
    enum Kind {
        SCORABLE("scored"),
        /** The same alert once more, as an observatory sends after a hiccup of its own. */
        COPY("skipped: duplicate"),
        SOLAR_SYSTEM("skipped: solar_system"),
        WITHOUT_PICTURE("unscorable: empty_picture"),
        TRUNCATED("dead: corrupt"),
        NO_ALERT("dead: framing");

        private final String ending;

        Kind(String ending) {
            this.ending = ending;
        }

        String ending() {
            return ending;
        }

        /** Whether it gets as far as where age counts. */
        boolean isForScoring() {
            return this == SCORABLE || this == COPY || this == WITHOUT_PICTURE;
        }
    }

    /**
     * What the alerts are of.
     *
     * @param objects after which the first comes again; each is seen in three bands in turn
     * @param pixelsASide of a stamp
     */
    record Sky(long objects, int pixelsASide) {
        /** Always another object, and small stamps. */
        static final Sky PLAIN = new Sky(Long.MAX_VALUE, 12);
    }

    /** One in ten is not scorable, each kind in its turn. */
    static Sent of(int number, long sourceId) {
        Kind kind = switch ((int) (sourceId % ROUND)) {
            case 7 -> Kind.SOLAR_SYSTEM;
            case 17 -> Kind.WITHOUT_PICTURE;
            case 27 -> Kind.TRUNCATED;
            case 37 -> Kind.NO_ALERT;
            default -> Kind.SCORABLE;
        };
        return new Sent(number, sourceId, kind);
    }

    Sent copy(int copyNumber) {
        return new Sent(copyNumber, sourceId, Kind.COPY);
    }

    /**
     * @param schemaId under which the registry knows the schema
     * @param sky what the alerts are of
     */
    byte[] packet(int schemaId, Sky sky) {
        long object = 1 + sourceId / BANDS.length % sky.objects();
        return switch (kind) {
            case SCORABLE, COPY ->
                TestPackets.wire(schemaId, sourceId, object, BANDS[(int) (sourceId % BANDS.length)], sky.pixelsASide());
            case SOLAR_SYSTEM -> TestPackets.solarSystem(sourceId, sourceId);
            case WITHOUT_PICTURE -> TestPackets.withoutCutouts(sourceId, NEVER_SEEN + sourceId);
            case TRUNCATED -> truncated(TestPackets.alert(sourceId, object, "r"));
            case NO_ALERT -> ("{\"id\": " + sourceId + "}").getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte[] truncated(byte[] packet) {
        return Arrays.copyOf(packet, packet.length / 2);
    }
}
