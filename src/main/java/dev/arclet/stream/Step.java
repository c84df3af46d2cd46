package dev.arclet.stream;

import dev.arclet.record.LensCandidate;
import dev.arclet.record.LensScore;
import dev.arclet.stream.state.CutOut;
import org.apache.avro.specific.SpecificRecord;

/** What a processor hands on: each kind has a topic of its own. */
sealed interface Step {
    /** To be scored; goes through the re-key topic where the model looks at objects. */
    record ToScore(CutOut cutOut) implements Step {}

    /** An alert's one outcome, for the scores topic. */
    record Outcome(LensScore score) implements Step {}

    /** A score over the threshold, for the candidates topic. */
    record Candidate(LensCandidate candidate) implements Step {}

    /** A score that an {@link OutputTopic} selects, in the form that goes there. */
    record Selected(String topic, SpecificRecord record) implements Step {}

    /** What is left of an alert that can't be scored for a reason that someone should look at, for the dead-letter topic. */
    record DeadLetter(byte[] remains) implements Step {}
}
