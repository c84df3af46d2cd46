package dev.arclet.web.status;

import dev.arclet.scoring.PoolHealth;
import dev.arclet.scoring.WorkerPool;
import dev.arclet.stream.Flow;
import dev.arclet.stream.FlowMonitor;
import dev.arclet.stream.LensService;
import dev.arclet.web.http.Answer;
import dev.arclet.web.http.Routes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Health as Kubernetes and its kin ask for it. <em>Live</em> until the stream has failed: then only a new process helps. <em>Ready</em>
 * while the stream has its partitions, a worker answers, and alerts that wait end. How the stream flows is told in either case.
 */
public final class Health {
    private final LensService service;
    private final WorkerPool pool;
    private final Supplier<FlowMonitor.Seen> flow;

    /** Of a stream, its workers, and how it flows. */
    public Health(LensService service, WorkerPool pool, Supplier<FlowMonitor.Seen> flow) {
        this.service = service;
        this.pool = pool;
        this.flow = flow;
    }

    /** Lets {@code /health/live} and {@code /health/ready} answer: status 200, or 503 with the reasons. */
    public void addTo(Routes routes) {
        routes.add("/health/live", call -> answer(whyNotLive())).add("/health/ready", call -> answer(whyNotReady()));
    }

    private Answer answer(List<String> reasons) {
        return Answer.json(Map.of(
                        "status",
                        reasons.isEmpty() ? "UP" : "DOWN",
                        "reasons",
                        reasons,
                        "flow",
                        flow.get().flow().text()))
                .withStatus(reasons.isEmpty() ? 200 : 503);
    }

    /** Empty while it is live. */
    List<String> whyNotLive() {
        return service.failure()
                .map(failure -> List.of("the stream has stopped: " + failure.getMessage()))
                .orElse(List.of());
    }

    /** Empty while it is ready. */
    List<String> whyNotReady() {
        List<String> reasons = new ArrayList<>(whyNotLive());
        if (!service.isRunning()) {
            reasons.add("the stream is " + service.state() + ", not RUNNING");
        }
        PoolHealth health = pool.health();
        health.outage().ifPresent(outage -> reasons.add(outageText(outage, health)));
        if (flow.get().flow() instanceof Flow.Stuck stuck) {
            reasons.add(stuck.text());
        }
        return reasons;
    }

    private static String outageText(Duration outage, PoolHealth health) {
        return "no worker has answered for " + outage.toSeconds() + " s"
                + health.lastFailure()
                        .map(failure -> "; the last failure: " + failure)
                        .orElse("");
    }
}
