package dev.arclet.fuzz;

import dev.arclet.alert.TestPackets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What can be fuzzed, with the sound inputs that damage begins with. */
@SuppressWarnings("ImmutableEnumChecker") // nothing changes the seeds
enum FuzzTarget {
    PACKET(FuzzTargets::packet, Packets.whole()),
    EDITED_RECORD(FuzzTargets::editedRecord, List.of(new byte[48])),
    SCHEMA(FuzzTargets::schema, List.of(TestPackets.SCHEMA.toString().getBytes(StandardCharsets.UTF_8))),
    STAMP(FuzzTargets::stamp, Packets.stamps()),
    EDITED_STAMP(FuzzTargets::editedStamp, List.of(new byte[32]));

    private final Consumer<byte[]> call;
    private final List<byte[]> seeds;

    FuzzTarget(Consumer<byte[]> call, List<byte[]> seeds) {
        this.call = call;
        this.seeds = seeds;
    }

    /** @throws RuntimeException or Error if the program does something that it must not */
    void accept(byte[] input) {
        call.accept(input);
    }

    List<byte[]> seeds() {
        return seeds;
    }

    /** As on the command line and in the folders of inputs: {@code edited_record}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
