package dev.arclet.web;

import dev.arclet.kafka.ClientSettings;
import dev.arclet.web.http.Answer;
import dev.arclet.web.http.EventStream;
import dev.arclet.web.http.Guard;
import dev.arclet.web.http.HttpPort;
import dev.arclet.web.http.Routes;
import dev.arclet.web.http.StaticFiles;
import dev.arclet.web.schema.PublishedSubjects;
import dev.arclet.web.schema.SchemaPages;
import dev.arclet.web.status.Health;
import dev.arclet.web.status.Metrics;
import dev.arclet.web.status.Observed;
import dev.arclet.web.status.Status;
import dev.arclet.web.status.StatusSampler;
import dev.arclet.web.wall.CandidatePages;
import dev.arclet.web.wall.CandidateWall;
import dev.arclet.web.wall.WallFeed;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web port of a running pipeline, put together. It reads and shows; nothing that happens here holds up or ends the stream. */
public final class WebPort implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WebPort.class);
    private static final int MOST_OBJECTS = 2_000;
    private static final long MOST_BYTES = 96L << 20;

    private final WebSettings settings;
    private final Observed observed;
    private final CandidateWall wall = new CandidateWall(MOST_OBJECTS, MOST_BYTES);
    private final EventStream events = new EventStream();
    private final Health health;
    private final Metrics metrics;
    private final StatusSampler sampler;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "arclet-status");
        thread.setDaemon(true);
        return thread;
    });
    private final ScheduledFuture<?> ticking;
    private final WallFeed feed;
    private final HttpPort port;

    /**
     * Opens the port.
     *
     * @param client where the candidates topic is
     * @throws java.io.UncheckedIOException if it can't listen there
     */
    public WebPort(WebSettings settings, Observed observed, ClientSettings client) {
        this.settings = settings;
        this.observed = observed;
        this.health = new Health(observed.service(), observed.pool(), observed.flow());
        this.sampler = new StatusSampler(observed, health, wall::version);
        this.metrics = new Metrics(observed, health, clock);
        try {
            this.port = HttpPort.open(settings.host(), settings.port(), guard(settings), routes(), events);
        } catch (RuntimeException e) {
            clock.shutdownNow();
            metrics.close();
            throw e;
        }
        this.feed = WallFeed.start(observed.stream(), client, wall);
        this.ticking = clock.scheduleAtFixedRate(this::tick, 0, 1, TimeUnit.SECONDS);
    }

    private static Guard guard(WebSettings settings) {
        return new Guard(settings.token().map(token -> token::resolve));
    }

    private Routes routes() {
        Routes routes = new Routes();
        StaticFiles.addTo(routes);
        CandidatePages.addTo(routes, wall);
        SchemaPages.addTo(
                routes,
                PublishedSubjects.of(
                        observed.stream().scores(), observed.stream().candidates()));
        health.addTo(routes);
        metrics.addTo(routes);
        routes.add("/api/about", call -> Answer.json(about()));
        routes.add("/api/points", call -> Answer.json(sampler.points()));
        return routes;
    }

    /** What does not change while it runs. */
    private Map<String, Object> about() {
        return Map.of(
                "version", observed.version(),
                "application", observed.stream().applicationId(),
                "guarantee", observed.stream().guarantee().kafkaName(),
                "alerts", observed.stream().alerts(),
                "model", observed.model().name(),
                "modelVersion", observed.model().version(),
                "view", observed.model().recipe().view().name().toLowerCase(Locale.ROOT),
                "channels", observed.model().recipe().channels(),
                "threshold", observed.model().threshold(),
                "prevalence", observed.model().calibration().prevalence());
    }

    private void tick() {
        try {
            Status status = sampler.sample();
            events.send("status", Answer.jsonText(status));
        } catch (RuntimeException e) {
            // One that escapes would end the ticking for good.
            log.warn("the status can't be told", e);
        }
    }

    /** Where browsers find it. */
    public String url() {
        String host = settings.isLoopback() ? "localhost" : settings.host();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port.port() + "/";
    }

    @Override
    public void close() {
        ticking.cancel(false);
        clock.shutdownNow();
        port.close();
        feed.close();
        metrics.close();
    }
}
