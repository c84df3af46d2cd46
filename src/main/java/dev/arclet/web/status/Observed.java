package dev.arclet.web.status;

import dev.arclet.latency.LatencyRecorder;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.WorkerPool;
import dev.arclet.stream.FlowMonitor;
import dev.arclet.stream.Ledger;
import dev.arclet.stream.LensService;
import dev.arclet.stream.StreamSettings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Supplier;

/**
 * The parts of a running pipeline that the web port looks at. It changes none of them.
 *
 * @param version of this program
 * @param stream how the stream runs
 * @param model that scores
 * @param pool of the workers
 * @param ledger of outcomes
 * @param latencies of the stages
 * @param service the stream
 * @param flow how the stream flows
 * @param meters that all of them count into
 */
public record Observed(
        String version,
        StreamSettings stream,
        ModelBundle model,
        WorkerPool pool,
        Ledger ledger,
        LatencyRecorder latencies,
        LensService service,
        Supplier<FlowMonitor.Seen> flow,
        PrometheusMeterRegistry meters) {}
