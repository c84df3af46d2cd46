package dev.arclet.web.status;

import java.util.List;
import java.util.Map;

/**
 * How the pipeline is doing at one moment, as the dashboard shows it.
 *
 * @param atMillis epoch milliseconds
 * @param ready whether the stream runs and a worker answers
 * @param reasons why it is not ready
 * @param stream Kafka Streams' word for what it is doing
 * @param tasks partitions of one half of the road each that run here
 * @param inPerSecond alerts taken up, over the last seconds
 * @param outPerSecond alerts ended, over the last seconds
 * @param lag records that wait in the alerts topic; null where that is not known
 * @param flow whether it keeps up, drains, falls behind or is stuck
 * @param ledger where every alert went
 * @param boundSeconds within which an alert is to be published after being sent, {@code latency.bound}
 * @param withinBound share of alerts that were, null before the first
 * @param stages since the start, in milliseconds
 * @param pool pictures that wait, and with workers
 * @param workers one entry each
 * @param wallVersion grows with every change of the candidate wall
 * @param point the newest of the figures over time
 */
public record Status(
        long atMillis,
        boolean ready,
        List<String> reasons,
        String stream,
        int tasks,
        double inPerSecond,
        double outPerSecond,
        Long lag,
        FlowView flow,
        LedgerView ledger,
        double boundSeconds,
        Double withinBound,
        List<StageView> stages,
        PoolView pool,
        List<WorkerView> workers,
        long wallVersion,
        Point point) {

    /** See {@link dev.arclet.stream.Flow}. */
    public record FlowView(String state, long behind, String text) {}

    /** Where every alert went; see {@link dev.arclet.stream.Ledger.Counts}. */
    public record LedgerView(
            long in,
            long resumed,
            long out,
            Map<String, Long> outcomes,
            long scored,
            long skipped,
            long unscorable,
            long dead,
            long inFlight,
            long kept,
            long underWay,
            long candidates) {}

    /** Percentiles of a stage, milliseconds. */
    public record StageView(String stage, long alerts, double p50, double p99, double max) {}

    /** Pictures that wait for a worker, and that are with one. */
    public record PoolView(int waiting, int withWorkers) {}

    /**
     * A worker.
     *
     * @param utilisation share of the last seconds that it spent on batches, 0 to 1
     * @param picturesPerSecond over the last seconds
     * @param meanBatch over the last seconds, 0 where there was none
     * @param batchesBySize since the start
     */
    public record WorkerView(
            String name,
            boolean inService,
            double utilisation,
            double picturesPerSecond,
            double meanBatch,
            long pictures,
            long failures,
            long rejected,
            Map<Integer, Long> batchesBySize) {}

    /**
     * Figures over time, of about a second.
     *
     * @param atMillis epoch milliseconds of its end
     * @param in alerts taken up a second
     * @param out alerts ended a second
     * @param lag records that wait
     * @param p50 milliseconds by stage; a stage that no alert passed is not there
     * @param p99 milliseconds by stage
     */
    public record Point(
            long atMillis, double in, double out, Long lag, Map<String, Double> p50, Map<String, Double> p99) {}
}
