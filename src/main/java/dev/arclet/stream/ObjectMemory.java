package dev.arclet.stream;

import dev.arclet.latency.Mark;
import dev.arclet.picture.Recipe;
import dev.arclet.picture.View;
import dev.arclet.stream.state.BandStamp;
import dev.arclet.stream.state.CutOut;
import dev.arclet.stream.state.ObjectState;
import dev.arclet.stream.state.Origin;
import dev.arclet.stream.state.SeenAlert;
import dev.arclet.stream.state.StoredStamp;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What is kept of one object between its alerts: which alerts it had, its best template stamp in each band that the model looks at, and
 * the day of its last alert, for the {@link ObjectSweep}.
 * Pure functions of the state before; the store is the caller's.
 */
final class ObjectMemory {
    /** So many of an object's latest alerts are told from their duplicates; an object of the deep fields has about 1,000 a year. */
    static final int SEEN_LIMIT = 128;

    private static final long MICROS_A_DAY = 86_400_000_000L;

    /** Of an object that no alert with a time was remembered of. */
    static final int DAY_NOT_TOLD = 0;

    private static final int TOPIC_NOT_TOLD = 0;

    private final Recipe recipe;

    ObjectMemory(Recipe recipe) {
        this.recipe = recipe;
    }

    static ObjectState blank() {
        return new ObjectState(List.of(), Map.of(), DAY_NOT_TOLD);
    }

    /**
     * Whether the alert was sent again. The same record delivered again (after a crash) is no duplicate: its first score may be lost.
     */
    boolean isDuplicate(ObjectState state, CutOut alert) {
        return state.getSeen().stream()
                .anyMatch(seen -> seen.getSourceId() == alert.getSourceId() && !isRecordOf(seen, alert.getOrigin()));
    }

    /** In two topics with the same alerts these may well have the same offsets. */
    private static boolean isRecordOf(SeenAlert seen, Origin origin) {
        return seen.getOffset() == origin.getOffset()
                && seen.getPartition() == origin.getPartition()
                && (seen.getTopic() == TOPIC_NOT_TOLD || seen.getTopic() == topicHash(origin));
    }

    private static int topicHash(Origin origin) {
        int hash = origin.getTopic().hashCode();
        return hash == TOPIC_NOT_TOLD ? 1 : hash;
    }

    /** The state with the alert remembered, and its template kept if it is the best of its band. */
    ObjectState remember(ObjectState state, CutOut alert) {
        return new ObjectState(
                withSeen(state.getSeen(), alert),
                withStamp(state.getBest(), alert),
                Math.max(state.getLastDay(), dayReceived(alert)));
    }

    /** The state without this alert among those that were seen; its template stays. */
    ObjectState forget(ObjectState state, CutOut alert) {
        return new ObjectState(without(state.getSeen(), alert), state.getBest(), state.getLastDay());
    }

    /** The state as of an object that had its last alert on this day. */
    static ObjectState seenOn(int day, ObjectState state) {
        return new ObjectState(state.getSeen(), state.getBest(), day);
    }

    /** Days since 1970-01-01 UTC. */
    static int day(long epochMicros) {
        return (int) (epochMicros / MICROS_A_DAY);
    }

    private static int dayReceived(CutOut alert) {
        OptionalLong received = TimelineCodec.at(alert.getMarks(), Mark.RECEIVED);
        return received.isPresent() ? day(received.getAsLong()) : DAY_NOT_TOLD;
    }

    private static List<SeenAlert> without(List<SeenAlert> seen, CutOut alert) {
        List<SeenAlert> others = new ArrayList<>(seen.size() + 1);
        for (SeenAlert earlier : seen) {
            if (earlier.getSourceId() != alert.getSourceId()) {
                others.add(earlier);
            }
        }
        return others;
    }

    private static List<SeenAlert> withSeen(List<SeenAlert> before, CutOut alert) {
        List<SeenAlert> seen = without(before, alert);
        seen.add(new SeenAlert(
                alert.getSourceId(),
                alert.getOrigin().getPartition(),
                alert.getOrigin().getOffset(),
                topicHash(alert.getOrigin())));
        return seen.size() > SEEN_LIMIT ? seen.subList(seen.size() - SEEN_LIMIT, seen.size()) : seen;
    }

    private Map<String, BandStamp> withStamp(Map<String, BandStamp> before, CutOut alert) {
        boolean wanted = recipe.view() == View.OBJECT && recipe.channels().contains(alert.getBand());
        if (!wanted || alert.getTemplate() == null) {
            return before;
        }
        BandStamp candidate = new BandStamp(
                alert.getVisit(), alert.getMidpointMjdTai(), goodPixels(alert.getTemplate()), alert.getTemplate());
        if (!isBetter(candidate, before.get(alert.getBand()))) {
            return before;
        }
        Map<String, BandStamp> best = new HashMap<>(before);
        best.put(alert.getBand(), candidate);
        return best;
    }

    /** Templates are coadds of one depth, so what tells them apart is how much of them is there; of equals the newest. */
    private static boolean isBetter(BandStamp candidate, BandStamp kept) {
        if (candidate.getGoodPixels() == 0) {
            return false;
        }
        if (kept == null || candidate.getGoodPixels() != kept.getGoodPixels()) {
            return kept == null || candidate.getGoodPixels() > kept.getGoodPixels();
        }
        return candidate.getMidpointMjdTai() >= kept.getMidpointMjdTai();
    }

    private static int goodPixels(StoredStamp stamp) {
        FloatBuffer pixels =
                stamp.getPixels().duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        int good = 0;
        while (pixels.hasRemaining()) {
            if (Float.isFinite(pixels.get())) {
                good++;
            }
        }
        return good;
    }
}
