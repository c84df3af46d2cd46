package dev.arclet.stream;

import dev.arclet.stream.state.BandStamp;
import dev.arclet.stream.state.CutOut;
import dev.arclet.stream.state.InFlight;
import dev.arclet.stream.state.ObjectState;
import dev.arclet.stream.state.SeenAlert;
import dev.arclet.stream.state.StoredHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The records of the golden state files, and what wrote them once: {@code GoldenState FOLDER}. Each field has something in it. */
final class GoldenState {
    private GoldenState() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        Files.write(
                folder.resolve("cut_out.bin"),
                StateSerdes.cutOuts().serializer().serialize("t", cutOut()));
        Files.write(
                folder.resolve("in_flight.bin"),
                StateSerdes.inFlight().serializer().serialize("t", inFlight()));
        Files.write(
                folder.resolve("object_state.bin"),
                StateSerdes.objects().serializer().serialize("t", object()));
    }

    static CutOut cutOut() {
        return CutOut.newBuilder(TestAlert.cutOut(8001, "i", 17, 2.5f))
                .setSolarSystemId("2026 AB")
                .setCentreRa(10.25)
                .setCentreDec(-20.5)
                .setMarks(List.of(1_795_000_000_000_000L, 1_795_000_000_000_001L, 0L))
                .setScience(TestAlert.stamp(3))
                .setDifference(TestAlert.stamp(0.5f))
                .build();
    }

    static InFlight inFlight() {
        return InFlight.newBuilder()
                .setKey("7")
                .setTimestamp(1_795_000_000_000L)
                .setHeaders(List.of(
                        new StoredHeader("producer_timestamp", ByteBuffer.wrap(new byte[] {49, 50})),
                        new StoredHeader("empty", null)))
                .setCutOut(cutOut())
                .setCompanions(Map.of("r", TestAlert.stamp(4)))
                .setOwnChannel("i")
                .build();
    }

    static ObjectState object() {
        return object(0x5EED, 0x5EEE, 20_785);
    }

    /** As version 2 stored it, without the day of its last alert. */
    static ObjectState objectOfVersion2() {
        return object(0x5EED, 0x5EEE, 0);
    }

    /** As version 1 stored it, without topics. */
    static ObjectState objectOfVersion1() {
        return object(0, 0, 0);
    }

    private static ObjectState object(int firstTopic, int secondTopic, int lastDay) {
        return ObjectState.newBuilder()
                .setSeen(List.of(new SeenAlert(8000L, 1, 16L, firstTopic), new SeenAlert(8001L, 0, 17L, secondTopic)))
                .setBest(Map.of("i", new BandStamp(2_026_112_400_017L, 61_003.5, 144, TestAlert.stamp(2.5f))))
                .setLastDay(lastDay)
                .build();
    }
}
