package dev.arclet.web.status;

import dev.arclet.stream.Flow;
import dev.arclet.stream.FlowMonitor;
import dev.arclet.stream.LensService;
import dev.arclet.web.http.Answer;
import dev.arclet.web.http.Routes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** {@code /metrics} for Prometheus: Arclet's own, Kafka Streams' and Java's. docs/metrics.md names them. */
public final class Metrics implements AutoCloseable {
    /** What Prometheus takes where it does not say what it wants. */
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private static final List<String> STATES = List.of("unknown", "keeping_up", "draining", "growing", "stuck");

    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final PrometheusMeterRegistry prometheus;
    private final List<Meter> added = new ArrayList<>();
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final KafkaStreamsMetrics streams;

    /**
     * Of a pipeline, from now on.
     *
     * @param clock on which metrics of Kafka Streams that come and go are looked for
     */
    public Metrics(Observed observed, Health health, ScheduledExecutorService clock) {
        this.prometheus = observed.meters();
        bindJava();
        this.streams = observed.service().meters(LOOK_EVERY, clock);
        streams.bindTo(prometheus);
        bindOwn(observed, health);
    }

    private void bindJava() {
        new JvmMemoryMetrics().bindTo(prometheus);
        new JvmThreadMetrics().bindTo(prometheus);
        new ClassLoaderMetrics().bindTo(prometheus);
        new ProcessorMetrics().bindTo(prometheus);
        new FileDescriptorMetrics().bindTo(prometheus);
        new UptimeMetrics().bindTo(prometheus);
        collections.bindTo(prometheus);
    }

    private void bindOwn(Observed observed, Health health) {
        bindFlow(observed.flow());
        gauge(
                "arclet.tasks",
                "Partitions of one half of the road each that run here",
                observed.service(),
                LensService::tasks);
        gauge(
                "arclet.ready",
                "1 while the stream runs and a worker answers",
                health,
                h -> h.whyNotReady().isEmpty() ? 1 : 0);
        added.add(Gauge.builder("arclet.info", () -> 1)
                .description("What runs here")
                .tag("version", observed.version())
                .tag("application", observed.stream().applicationId())
                .tag("model", observed.model().name())
                .tag("model.version", observed.model().version())
                .register(prometheus));
    }

    private void bindFlow(Supplier<FlowMonitor.Seen> flow) {
        for (String state : STATES) {
            added.add(Gauge.builder(
                            "arclet.flow", flow, f -> f.get().flow().state().equals(state) ? 1 : 0)
                    .description("1 for the state that the flow of alerts is in, 0 for the others")
                    .tag("state", state)
                    .strongReference(true)
                    .register(prometheus));
        }
        gauge("arclet.alerts.lag", "Records of the alerts topic that wait to be taken up here", flow, f ->
                (double) f.get().lag().orElse(0));
        gauge("arclet.alerts.behind", "Alerts of this instance's share that have come and not ended", flow, f ->
                (double) f.get().flow().behind());
        added.add(TimeGauge.builder(
                        "arclet.alerts.quiet", () -> flow.get().quiet().toMillis(), TimeUnit.MILLISECONDS)
                .description("For how long alerts have waited and none has ended")
                .strongReference(true)
                .register(prometheus));
        added.add(TimeGauge.builder("arclet.flow.left", () -> left(flow.get().flow()), TimeUnit.SECONDS)
                .description("Until nothing is behind, while it drains")
                .strongReference(true)
                .register(prometheus));
    }

    private static double left(Flow flow) {
        return flow instanceof Flow.Draining draining ? draining.left().toMillis() / 1000.0 : Double.NaN;
    }

    private <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
        added.add(Gauge.builder(name, of, value)
                .description(description)
                .strongReference(true)
                .register(prometheus));
    }

    /** Lets {@code /metrics} answer. */
    public void addTo(Routes routes) {
        routes.add("/metrics", call -> Answer.of(TEXT, prometheus.scrape()));
    }

    @Override
    public void close() {
        streams.close();
        collections.close();
        added.forEach(prometheus::remove);
    }
}
