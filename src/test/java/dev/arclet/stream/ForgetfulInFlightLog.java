package dev.arclet.stream;

import dev.arclet.stream.state.InFlight;
import java.util.function.BiConsumer;

/** What Kafka Streams would do by itself: nothing remembers what is in flight. */
final class ForgetfulInFlightLog implements InFlightLog {
    private long next;

    @Override
    public void recover(BiConsumer<Long, InFlight> consumer) {}

    @Override
    public long add(InFlight entry) {
        return next++;
    }

    @Override
    public void remove(long number) {}

    @Override
    public void tidy() {}
}
