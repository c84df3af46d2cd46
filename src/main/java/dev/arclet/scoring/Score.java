package dev.arclet.scoring;

/**
 * What the pool answers for one picture.
 *
 * @param value the network's output after its last sigmoid, 0 (no lens) to 1 (lens), before calibration
 * @param worker name of the worker that computed it
 * @param fallback whether that is one that stands in while no other worker is in service
 * @param batchSize how many pictures shared its batch
 * @param dispatchedMicros when the batch went to the worker, epoch microseconds
 * @param inferredMicros when the worker answered, epoch microseconds
 */
public record Score(
        float value, String worker, boolean fallback, int batchSize, long dispatchedMicros, long inferredMicros) {}
