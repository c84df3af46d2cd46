package dev.arclet.load;

/**
 * How things stood at one moment of a run.
 *
 * @param seconds since the run began
 * @param sent alerts a second, since the last sample
 * @param answered alerts a second, since the last sample
 * @param p99 latency of the answers since the last sample, milliseconds; 0 without any
 * @param batch mean size of the batches since the last sample; 0 without any
 * @param unanswered alerts that were handed over and not answered
 * @param waiting pictures that waited for a worker
 * @param lag records that the stream had not committed; -1 where it is not known
 */
public record Sample(
        double seconds,
        double sent,
        double answered,
        double p99,
        double batch,
        long unanswered,
        long waiting,
        long lag) {}
