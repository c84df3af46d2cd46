package dev.arclet.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class FleetTest {
    private static final long MS = 1_000_000;

    private final AtomicBoolean fastInService = new AtomicBoolean(true);
    private final Station fast = station(1, 1, fastInService);
    private final Station slow = station(20, 5, new AtomicBoolean(true));
    private final Fleet fleet = fleet(fast, slow);

    @Test
    void aSlowWorkerLeavesTheLastPictureToAFastOneThatIsFreeSoon() {
        fast.took(4, 0);

        assertEquals(0, fleet.share(slow, 1, 1, 4 * MS));
    }

    @Test
    void aSlowWorkerTakesItsShareOfALongLine() {
        fast.took(8, 0);

        assertEquals(8, fleet.share(slow, 8, 100, 0));
    }

    @Test
    void aSlowWorkerTakesNoMoreThanTheFastOneLeavesTime() {
        // A batch of two takes the slow one 30 ms; in three quarters of that the fast one has finished 20 pictures.
        assertEquals(2, fleet.share(slow, 8, 22, 0));
        assertEquals(0, fleet.share(slow, 8, 15, 0));
    }

    @Test
    void aFastWorkerDoesNotWaitForASlowOne() {
        assertEquals(1, fleet.share(fast, 1, 1, 0));
    }

    @Test
    void likeWorkersDoNotWaitForEachOther() {
        Station one = station(2, 1, new AtomicBoolean(true));
        Station other = station(2, 1, new AtomicBoolean(true));

        assertEquals(1, fleet(one, other).share(one, 1, 1, 0));
    }

    @Test
    void nobodyWaitsLongForAWorkerThatHangs() {
        fast.took(4, 0);

        assertEquals(1, fleet.share(slow, 1, 1, 200 * MS));
    }

    @Test
    void nobodyWaitsForAWorkerOutOfService() {
        fastInService.set(false);

        assertFalse(fleet.hasElsewhere(slow, Set.of(), 0));
        assertEquals(1, fleet.share(slow, 1, 1, 0));
    }

    @Test
    void aWorkerOfUnknownSpeedTakesAll() {
        Station fresh = new Station("a device", BatchSizes.upTo(8), 8, new ServiceTimes(), false, () -> true);

        assertEquals(8, fleet(fast, fresh).share(fresh, 8, 8, 0));
    }

    @Test
    void aPictureThatOnlyTheFastWorkerScoresInTimeIsLeftToIt() {
        assertTrue(fleet.isBetterLeft(slow, 10 * MS, 0));
        assertFalse(fleet.isBetterLeft(slow, 30 * MS, 0));
        assertFalse(fleet.isBetterLeft(slow, MS / 2, 0), "nobody is in time");
    }

    private static Fleet fleet(Station... stations) {
        Fleet fleet = new Fleet();
        for (Station station : stations) {
            fleet.add(station);
        }
        return fleet;
    }

    private static Station station(int fixedMillis, int millisAPicture, AtomicBoolean inService) {
        ServiceTimes times = new ServiceTimes();
        for (int size = 1; size <= 8; size++) {
            times.observe(size, (fixedMillis + (long) size * millisAPicture) * MS);
        }
        return new Station(fixedMillis + " ms and more", BatchSizes.upTo(8), 8, times, false, inService::get);
    }
}
