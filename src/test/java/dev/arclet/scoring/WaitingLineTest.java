package dev.arclet.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.scoring.Batcher.Taken;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WaitingLineTest {
    private final WaitingLine line =
            new WaitingLine(BatchPolicy.upTo(8), RetryBudget.ofRetries(), RetryBudget.ofHedges());
    private final Station one = join("one");
    private final Station two = join("two");

    @Test
    void aPictureThatTheOtherDeviceHasAlreadyDoesNotKeepItsNeighbourFromThere() {
        Pending first = add();
        List<Taken<Pending>> atOne = line.take(one);
        assertTrue(line.hedge(atOne, one));
        Pending second = add();
        List<Taken<Pending>> atTwo = line.take(two);
        assertEquals(List.of(first, second), items(atTwo));

        assertTrue(line.hedge(atTwo, two));

        assertEquals(List.of(second), items(line.take(one)));
    }

    @Test
    void aPictureThatAllDevicesHaveIsGivenToNoneOnceMore() {
        add();
        line.hedge(line.take(one), one);

        assertFalse(line.hedge(line.take(two), two));
    }

    private Station join(String device) {
        Station station = new Station(device, BatchSizes.upTo(8), 8, new ServiceTimes(), false, () -> true);
        line.join(station);
        return station;
    }

    private Pending add() {
        Pending picture = new Pending(new float[] {0.5f});
        assertTrue(line.add(picture));
        return picture;
    }

    private static List<Pending> items(List<Taken<Pending>> batch) {
        return batch.stream().map(Taken::item).toList();
    }
}
