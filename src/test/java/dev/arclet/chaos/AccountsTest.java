package dev.arclet.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.stream.StreamSettings.Guarantee;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The harness can fail: it notices what is lost, told twice, or told wrongly. */
class AccountsTest {
    private static final List<Sent> SENT = LongStream.rangeClosed(1, 40)
            .mapToObj(id -> Sent.of((int) id - 1, id))
            .toList();

    private final Accounts accounts = new Accounts();

    private void endAllButTheLast(int left) {
        SENT.subList(0, SENT.size() - left).forEach(this::end);
    }

    private void end(Sent alert) {
        accounts.add(alert.number(), new Accounts.Ending(alert.kind().ending(), List.of(alert.sourceId())));
    }

    @Test
    void anAlertThatIsShedIsWrongUnlessTheRunSheds() {
        for (boolean shedding : new boolean[] {true, false}) {
            Accounts shed = new Accounts(shedding);
            SENT.forEach(alert -> shed.add(
                    alert.number(),
                    new Accounts.Ending(
                            alert.kind().isForScoring()
                                    ? Accounts.SHED
                                    : alert.kind().ending(),
                            List.of(alert.sourceId()))));

            assertEquals(shedding, shed.toll(SENT).isClean(false));
        }
        Accounts letter = new Accounts(true);
        SENT.forEach(
                alert -> letter.add(alert.number(), new Accounts.Ending(Accounts.SHED, List.of(alert.sourceId()))));
        assertFalse(letter.toll(SENT).isClean(false), "what can't be read has no age");
    }

    @Test
    void aRunInWhichEachEndsAsItMustIsClean() {
        endAllButTheLast(0);

        assertEquals(new Toll(40, 36, 1, 1, 2, 0, 0, 0), accounts.toll(SENT));
        assertTrue(accounts.toll(SENT).isClean(false));
    }

    @Test
    void anAlertWithoutEndingIsMissingUnderAnyGuarantee() {
        endAllButTheLast(1);

        assertFalse(accounts.haveAll(SENT));
        assertEquals(1, accounts.toll(SENT).missing());
        assertFalse(accounts.toll(SENT).isClean(true));
    }

    @Test
    void anEndingToldTwiceIsForgivenUnderAtLeastOnceOnly() {
        endAllButTheLast(0);
        end(SENT.get(0));

        assertEquals(1, accounts.toll(SENT).repeats());
        assertTrue(accounts.toll(SENT).isClean(true));
        assertFalse(accounts.toll(SENT).isClean(false));
    }

    @Test
    void aScoreOfAnotherAlertAndADuplicateOfNothingAreWrong() {
        endAllButTheLast(2);
        accounts.add(SENT.get(38).number(), new Accounts.Ending("scored", List.of(1L)));
        accounts.add(SENT.get(39).number(), new Accounts.Ending("skipped: duplicate", List.of(40L)));

        assertEquals(2, accounts.toll(SENT).wrong());
        assertFalse(accounts.toll(SENT).isClean(true));
        assertEquals(2, accounts.oddities(SENT, 10).size());
    }

    @Test
    void theTableOfThePageIsReadAsItWasWritten() {
        Trial trial = new Trial(Guarantee.EXACTLY_ONCE, Fault.SENT_TWICE, new Toll(40, 30, 2, 3, 4, 1, 6, 7), 5, 1500);

        assertEquals(List.of(trial), ReliabilityPage.rows(ReliabilityPage.table(List.of(trial))));
    }
}
