package dev.arclet.stream;

import dev.arclet.latency.EpochMicros;
import dev.arclet.scoring.PoolStats.WorkerStats;
import dev.arclet.scoring.WorkerPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches how a running stream flows, once a second and on a thread of its own. A look asks the cluster where the partitions of this
 * process end, for consumers do not know of what comes while their threads wait.
 *
 * <p>What was seen last can be read by any thread.
 */
public final class FlowMonitor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FlowMonitor.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration SUSPICIOUS = Duration.ofSeconds(5);
    private static final int WORKERS_NAMED = 3;

    private final LensService service;
    private final AlertTopics alerts;
    private final Ledger ledger;
    private final WorkerPool pool;
    private final EpochMicros clock;
    private final Backlog backlog;
    private final FlowJudge judge;
    private final Thread thread = new Thread(this::watch, "arclet-flow");

    private volatile Seen seen = new Seen(new Flow.Unknown(0), Duration.ZERO, OptionalLong.empty());
    private volatile boolean closed;
    private boolean warned;
    private Map<String, Long> waiting = Map.of();

    /**
     * What was seen at one moment.
     *
     * @param flow that was judged
     * @param quiet for how long alerts have waited and none has ended
     * @param lag records of the topics of alerts that wait to be taken up by this process; empty until that is known, and where it has no
     *     partition
     */
    public record Seen(Flow flow, Duration quiet, OptionalLong lag) {}

    private FlowMonitor(
            LensService service,
            AlertTopics alerts,
            Ledger ledger,
            WorkerPool pool,
            EpochMicros clock,
            Backlog backlog,
            FlowJudge judge) {
        this.alerts = alerts;
        this.service = service;
        this.ledger = ledger;
        this.pool = pool;
        this.clock = clock;
        this.backlog = backlog;
        this.judge = judge;
    }

    /**
     * Watches from now on.
     *
     * @param service whose partitions are looked at
     * @param ledger and {@code pool} that the service works with
     * @param clock that stamps its alerts
     * @param admin settings of Kafka's clients
     * @param consumer settings of Kafka's clients
     */
    public static FlowMonitor start(
            LensService service,
            StreamSettings settings,
            Ledger ledger,
            WorkerPool pool,
            EpochMicros clock,
            Properties admin,
            Properties consumer) {
        return start(service, settings, ledger, pool, clock, admin, consumer, new FlowJudge());
    }

    /** With a judge of one's own. */
    static FlowMonitor start(
            LensService service,
            StreamSettings settings,
            Ledger ledger,
            WorkerPool pool,
            EpochMicros clock,
            Properties admin,
            Properties consumer,
            FlowJudge judge) {
        FlowMonitor monitor = new FlowMonitor(
                service, settings.alertTopics(), ledger, pool, clock, new Backlog(settings, admin, consumer), judge);
        monitor.thread.setDaemon(true);
        monitor.thread.start();
        return monitor;
    }

    /** As of a second ago. */
    public Seen seen() {
        return seen;
    }

    private void watch() {
        try (backlog) {
            while (!closed) {
                look();
                Thread.sleep(EVERY.toMillis());
            }
        } catch (InterruptedException e) {
            log.debug("the watch of the flow ends");
        }
    }

    private void look() throws InterruptedException {
        try {
            waiting = backlog.waiting(service.inputs(), service.heads().taken());
        } catch (RetriableException e) {
            // The cluster is away for a moment: what waited waits still, as far as anyone can know.
            log.debug("how far the stream is behind can't be asked for now", e);
        } catch (RuntimeException e) {
            warnOnce(e);
        }
        Ledger.Counts counts = ledger.counts();
        long inKafka = waiting.values().stream().mapToLong(Long::longValue).sum();
        FlowJudge.Look look = new FlowJudge.Look(System.nanoTime(), inKafka + counts.inFlight(), counts.out());
        Flow flow = judge.judge(look, this::causes);
        tell(seen.flow(), flow);
        seen = new Seen(flow, judge.quiet(look), lag());
    }

    private void warnOnce(RuntimeException e) {
        if (!warned && !closed) {
            warned = true;
            log.warn(
                    "only alerts in hand count as behind, for the cluster does not say what waits in it: {}",
                    e.getMessage());
        }
    }

    private OptionalLong lag() {
        return waiting.entrySet().stream()
                .filter(topic -> alerts.contain(topic.getKey()))
                .mapToLong(Map.Entry::getValue)
                .reduce(Long::sum);
    }

    private static void tell(Flow before, Flow now) {
        boolean wasStuck = before instanceof Flow.Stuck;
        if (now instanceof Flow.Stuck && !wasStuck) {
            log.warn("{}", now.text());
        } else if (wasStuck && !(now instanceof Flow.Stuck)) {
            log.info("alerts end again; {}", now.text());
        }
    }

    private List<String> causes() {
        List<String> causes = new ArrayList<>();
        if (!service.isRunning()) {
            causes.add("the stream is " + service.state());
        }
        service.heads()
                .oldest()
                .ifPresent(head -> causes.add(
                        "the oldest is " + head.what() + ", for " + roughly(clock.now() - head.sinceMicros())));
        pool.stats().workers().stream()
                .filter(worker -> !worker.inService() || worker.busyFor().compareTo(SUSPICIOUS) > 0)
                .limit(WORKERS_NAMED)
                .forEach(worker -> causes.add(trouble(worker)));
        pool.health().lastFailure().ifPresent(failure -> causes.add("last failure: " + failure));
        if (causes.isEmpty()) {
            causes.add("they wait in Kafka, and nothing is with the workers");
        }
        return causes;
    }

    private static String trouble(WorkerStats worker) {
        return worker.inService()
                ? "worker " + worker.name() + " has had one batch for " + Flow.roughly(worker.busyFor())
                : "worker " + worker.name() + " is out of service since " + Flow.roughly(worker.outFor()) + " ago";
    }

    private static String roughly(long micros) {
        return Flow.roughly(Duration.ofMillis(Math.max(0, micros / 1000)));
    }

    /** Ends the watch; a look that waits for the cluster is not waited for. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
