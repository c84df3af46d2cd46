package dev.arclet.stream;

import dev.arclet.alert.ObservingNight;
import dev.arclet.record.LensScore;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * The accounts of all nights, as the output topics tell them: what {@link Ledger} counts in one life of a process, for as long as the topics
 * keep their records. An alert belongs to the night of its exposure; a dead letter whose packet could not be read, to the night of its
 * record's time.
 *
 * <p>A dead letter is settled, and not counted, where its alert was sent again and answered: the answer's header {@value
 * DeadLetter#REPLAYED_HEADER} names the letter. So feed all scores and {@linkplain #noteReplays all letters} before the letters are counted. For
 * one thread.
 */
public final class NightLedger {
    private final Optional<ObservingNight> only;
    private final SortedMap<ObservingNight, NightAccount> accounts = new TreeMap<>();
    private final Deserializer<LensScore> scores = PublishedRecords.lensScores().deserializer();
    private final Set<String> settled = new HashSet<>();
    /** Offsets of the alerts that letters without an id are about, by topic and partition. */
    private final Map<String, AlertIds> origins = new HashMap<>();

    private long unreadable;

    /** @param only the night that is wanted; empty: all */
    public NightLedger(Optional<ObservingNight> only) {
        this.only = only;
    }

    /** Counts a record of the scores topic. */
    public void addScore(ConsumerRecord<byte[], byte[]> record) {
        noteReplays(record);
        try {
            LensScore score = scores.deserialize(record.topic(), record.value());
            if (score == null) {
                unreadable++;
                return;
            }
            ObservingNight night = ObservingNight.of(score.getMidpointMjdTai());
            account(night)
                    .ifPresent(account -> account.add(
                            score.getSurvey(),
                            score.getSourceId(),
                            new NightAccount.Ending(
                                    Ledger.outcome(score), Ledger.reason(score), score.getCandidate())));
        } catch (SerializationException e) {
            unreadable++;
        }
    }

    /** Notes which dead letters the alert of this record had before. */
    public void noteReplays(ConsumerRecord<byte[], byte[]> record) {
        for (Header header : record.headers().headers(DeadLetter.REPLAYED_HEADER)) {
            if (header.value() != null) {
                settled.add(new String(header.value(), StandardCharsets.UTF_8));
            }
        }
    }

    /** Counts a dead letter, unless its alert was sent again since and has another ending. */
    public void addDeadLetter(DeadLetter letter) {
        if (settled.contains(letter.place().toString())) {
            return;
        }
        NightAccount.Ending ending = new NightAccount.Ending(Ledger.DEAD, Ledger.firstWord(letter.reason()), false);
        letter.alert()
                .ifPresentOrElse(
                        alert -> account(ObservingNight.of(alert.midpointMjdTai()))
                                .ifPresent(account -> account.add(alert.survey(), alert.sourceId(), ending)),
                        () -> account(ObservingNight.ofMillis(letter.time().toEpochMilli()))
                                .ifPresent(account -> addNameless(account, letter, ending)));
    }

    /** Letters of one alert have one origin. */
    private void addNameless(NightAccount account, DeadLetter letter, NightAccount.Ending ending) {
        DeadLetter.Place place = letter.origin().orElseGet(letter::place);
        AlertIds offsets =
                origins.computeIfAbsent(place.topic() + "/" + place.partition(), partition -> new AlertIds());
        if (offsets.get(place.offset()) < 0) {
            offsets.put(place.offset(), 0);
            account.addNameless(ending);
        } else {
            account.addRepeatOfNameless(place.toString());
        }
    }

    private Optional<NightAccount> account(ObservingNight night) {
        return only.isPresent() && !only.get().equals(night)
                ? Optional.empty()
                : Optional.of(accounts.computeIfAbsent(night, begun -> new NightAccount()));
    }

    /** What has been counted, night by night. */
    public SortedMap<ObservingNight, NightCounts> nights() {
        SortedMap<ObservingNight, NightCounts> nights = new TreeMap<>();
        accounts.forEach((night, account) -> nights.put(night, account.counts()));
        return nights;
    }

    /** Records of the scores topic that are no outcomes which this version can read. */
    public long unreadable() {
        return unreadable;
    }
}
