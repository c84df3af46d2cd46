package dev.arclet.cli;

import dev.arclet.alert.AlertDecoder;
import dev.arclet.alert.SchemaUnavailableException;
import dev.arclet.alert.UndecodableAlertException;
import dev.arclet.load.target.Packets;
import dev.arclet.night.AlertFiles;
import dev.arclet.sky.NightPlan;
import dev.arclet.sky.NightSimulator;
import dev.arclet.sky.WirePacket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * The alerts that a load test sends in turn.
 *
 * @param source in words
 * @param packets of them
 * @param objects how many they are to be of; empty for those that the packets have
 */
record LoadAlerts(String source, List<byte[]> packets, OptionalLong objects) {
    private static final int VISITS = 8;
    private static final double LENS_SHARE = 0.01;

    /**
     * A simulated night, in which objects are seen in several bands.
     *
     * @param alerts about how many
     */
    static LoadAlerts simulated(int alerts, boolean slim, long seed) {
        int each = Math.max(1, (alerts + VISITS - 1) / VISITS);
        NightSimulator simulator = new NightSimulator(new NightPlan(seed, VISITS, each, LENS_SHARE, slim));
        List<byte[]> packets = LongStream.range(0, (long) VISITS * each)
                .parallel()
                .mapToObj(simulator::alert)
                .map(alert -> WirePacket.of(alert.alert()))
                .toList();
        return new LoadAlerts("simulated, seed " + seed + (slim ? ", slim" : ""), packets, OptionalLong.empty());
    }

    /**
     * The first alerts of some files.
     *
     * @param alerts at most so many
     */
    static LoadAlerts of(List<Path> files, int alerts) throws IOException {
        List<byte[]> packets = new ArrayList<>();
        try (AlertFiles night = AlertFiles.open(files)) {
            while (packets.size() < alerts && night.hasNext()) {
                packets.add(night.next().bytes());
            }
        }
        if (packets.isEmpty()) {
            throw new UserError(files + " hold no alerts; give a night, a folder or an archive of alerts");
        }
        return new LoadAlerts(
                String.join(" ", files.stream().map(Path::toString).toList()), packets, OptionalLong.empty());
    }

    LoadAlerts ofObjects(long count) {
        return new LoadAlerts(source, packets, OptionalLong.of(count));
    }

    /** Ready to be sent again and again. */
    Packets numbered(AlertDecoder decoder) {
        try {
            return Packets.of(packets, objects, decoder);
        } catch (UndecodableAlertException | SchemaUnavailableException | IllegalArgumentException e) {
            throw new UserError(source + ": " + e.getMessage(), e);
        }
    }

    /** Number and size, for the report. */
    String describe() {
        double bytes =
                packets.stream().mapToInt(packet -> packet.length).average().orElse(0);
        String ofObjects =
                objects.isPresent() ? String.format(Locale.ROOT, " for %,d objects", objects.getAsLong()) : "";
        return String.format(Locale.ROOT, "%,d of %.0f kB (%s)%s", packets.size(), bytes / 1_000, source, ofObjects);
    }
}
