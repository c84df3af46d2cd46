package dev.arclet.night;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.arclet.night.DatedPacket.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AckedPrefixTest {
    @Test
    void aPacketThatIsNotAcknowledgedHoldsThePositionBeforeIt() {
        AckedPrefix acked = new AckedPrefix(new Place(0, 10));
        AckedPrefix.Sent first = acked.send(new Place(0, 10));
        AckedPrefix.Sent second = acked.send(new Place(0, 11));
        AckedPrefix.Sent nextLap = acked.send(new Place(1, 0));

        acked.acknowledge(second);
        assertEquals(new Place(0, 10), acked.next());
        acked.acknowledge(first);
        assertEquals(new Place(0, 12), acked.next());
        acked.acknowledge(nextLap);
        assertEquals(new Place(1, 1), acked.next());
    }

    @Property(tries = 100)
    void nothingBeforeThePositionIsMissingWhateverTheOrderOfAcknowledgements(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int packets) {
        AckedPrefix acked = new AckedPrefix(Place.START);
        List<AckedPrefix.Sent> sent = new ArrayList<>();
        for (int i = 0; i < packets; i++) {
            sent.add(acked.send(new Place(0, i)));
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < packets; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        boolean[] there = new boolean[packets];
        for (int i : order) {
            acked.acknowledge(sent.get(i));
            there[i] = true;
            int firstMissing = 0;
            while (firstMissing < packets && there[firstMissing]) {
                firstMissing++;
            }
            assertEquals(firstMissing, acked.next().packet());
        }
    }
}
