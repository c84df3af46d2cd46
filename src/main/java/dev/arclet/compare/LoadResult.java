package dev.arclet.compare;

import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What came of a schedule.
 *
 * @param sent pictures, all of the schedule
 * @param answered of these, with a score
 * @param rejected of these, as pictures that can't be scored
 * @param unanswered of these, until patience ended
 * @param seconds from the start to the last answer
 * @param latencies microseconds from when a picture was due to its answer; an unanswered picture has its wait until then, which is
 *     less than it would have been
 * @param lateness microseconds from when a picture was due to when it was sent; the generator's own fault
 * @param firstRejection why the first of the rejected was
 */
public record LoadResult(
        int sent,
        int answered,
        int rejected,
        int unanswered,
        double seconds,
        Histogram latencies,
        Histogram lateness,
        Optional<String> firstRejection) {

    /** Answers a second. */
    public double perSecond() {
        return answered / seconds;
    }
}
