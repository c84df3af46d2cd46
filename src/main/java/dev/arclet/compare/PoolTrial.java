package dev.arclet.compare;

import dev.arclet.latency.EpochMicros;
import dev.arclet.load.LoadPlan;
import dev.arclet.load.LoadRun;
import dev.arclet.load.RunResult;
import dev.arclet.load.RunResult.Account;
import dev.arclet.load.target.PoolTarget;
import dev.arclet.load.watch.Instruments;
import dev.arclet.scoring.WorkerPool;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Puts one pair's pool under load, with the engine of the load test. For one thread. */
final class PoolTrial {
    /** Without any answer for as long, a pool that works off what is all there counts as failed: longer than any batch should take. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** So many times the slowest batch that was measured alone are waited for at the least. */
    private static final double SLOWER = 5;

    private final WorkerPool pool;
    private final PoolTarget target;
    private final LoadRun runs;
    private final Duration patience;
    private final Goal goal;

    PoolTrial(WorkerPool pool, EpochMicros clock, List<float[]> pictures, BareRate bare, Goal goal) {
        this.pool = pool;
        this.target = new PoolTarget(pool, pictures, clock);
        this.runs = new LoadRun(target, Instruments.of(pool::stats), clock, () -> false);
        this.patience = patience(bare);
        this.goal = goal;
    }

    private static Duration patience(BareRate bare) {
        double slowest = bare.all().stream()
                .mapToDouble(BareRate.AtSize::batchMillis)
                .max()
                .orElse(0);
        Duration slow = Duration.ofMillis(Math.round(SLOWER * slowest));
        return slow.compareTo(PATIENCE) > 0 ? slow : PATIENCE;
    }

    /**
     * All pictures at once, until the last is scored.
     *
     * @throws TrialException if one is not
     */
    RunResult answerAll(int pictures) throws InterruptedException, TrialException {
        RunResult result = run(LoadPlan.offline(pictures).patient(patience));
        Account account = result.account();
        if (account.dead() > 0) {
            throw new TrialException(
                    String.format(
                            Locale.ROOT,
                            "%,d of %,d pictures were rejected: %s",
                            account.dead(),
                            account.sent(),
                            target.firstRejection().orElse("no reason given")),
                    null);
        }
        if (account.lost() > 0) {
            throw new TrialException(
                    String.format(
                            Locale.ROOT,
                            "%,d of %,d pictures were not scored, and nothing came for %d s: %s",
                            account.lost(),
                            account.sent(),
                            patience.toSeconds(),
                            pool.health().lastFailure().orElse("no failure reported")),
                    null);
        }
        return result;
    }

    /** The latency at a rate; empty where it is so low that no picture came. */
    Optional<Load> load(double perSecond, double capacity) throws InterruptedException {
        RunResult result = run(LoadPlan.server(perSecond, Duration.ZERO, goal.span(), goal.seed())
                .patient(goal.patience()));
        return result.account().sent() == 0
                ? Optional.empty()
                : Optional.of(Load.of(perSecond, capacity, result, goal));
    }

    private RunResult run(LoadPlan plan) throws InterruptedException {
        return runs.run(plan, Optional.empty(), false).result();
    }
}
