package dev.arclet.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FairLineTest {
    private final FairLine<String> line = new FairLine<>();

    private void add(String... entries) {
        List.of(entries).forEach(line::addLast);
    }

    private List<String> take(int most) {
        return take(line, most);
    }

    private static List<String> take(FairLine<String> line, int most) {
        List<String> taken = new ArrayList<>();
        Iterator<String> entries = line.iterator();
        while (taken.size() < most && entries.hasNext()) {
            taken.add(entries.next());
        }
        line.remove(taken);
        return taken;
    }

    @Test
    void whereNobodyIsInAHurryTheLineIsFirstInFirstOut() {
        add("a", "b", "c");

        assertEquals(List.of("a", "b"), take(2));
        add("d");
        assertEquals(List.of("c", "d"), take(2));
        assertTrue(line.isEmpty());
    }

    @Test
    void whoIsInAHurryGoesFirstAndBothKeepTheirOrder() {
        add("a", "B", "c", "D");
        line.hurry(Set.of("B", "D")::contains);

        assertEquals(4, line.size());
        assertEquals(List.of("B", "D", "a", "c"), take(4));
    }

    @Test
    void everyFourthIsOneOfTheOthersWithinABatchAndOverSeveral() {
        add("a", "b", "A", "B", "C", "D", "E", "F", "G");
        line.hurry(entry -> entry.compareTo("Z") < 0);

        assertEquals(List.of("A", "B"), take(2));
        assertEquals(List.of("C", "a", "D"), take(3));
        assertEquals(List.of("E", "F", "b", "G"), take(4));
    }

    @Test
    void whatWasTakenWhileNobodyElseWaitedIsNoOvertaking() {
        add("A", "B", "C");
        line.hurry(entry -> true);
        assertEquals(List.of("A", "B", "C"), take(3));

        add("a", "D");
        line.hurry("D"::equals);

        assertEquals(List.of("D", "a"), take(2));
    }

    /** The bound that the class promises: with n others before it, one of the others is taken as the 4(n + 1)-th at the latest. */
    @Property
    void nobodyWaitsForEverHoweverManyInAHurryKeepComing(
            @ForAll @IntRange(min = 0, max = 20) int before,
            @ForAll @Size(60) List<@IntRange(min = 1, max = 9) Integer> batches) {
        FairLine<String> endless = new FairLine<>();
        for (int i = 0; i <= before; i++) {
            endless.addLast("other " + i);
        }
        int taken = 0;
        for (int batch : batches) {
            for (int i = 0; i < 10; i++) {
                endless.addLast("hurried");
            }
            endless.hurry("hurried"::equals);
            List<String> now = take(endless, batch);
            int place = now.indexOf("other " + before);
            if (place >= 0) {
                assertTrue(taken + place + 1 <= 4 * (before + 1), "taken as number " + (taken + place + 1));
                return;
            }
            taken += now.size();
        }
        assertTrue(taken < 4 * (before + 1), taken + " were taken and it was not among them");
    }
}
