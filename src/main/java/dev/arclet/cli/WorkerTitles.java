package dev.arclet.cli;

import dev.arclet.config.WorkerConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Names workers so that they can be told apart in a comparison. */
final class WorkerTitles {
    private WorkerTitles() {}

    /** One a worker, in their order; those that would be called alike have numbers. */
    static List<String> of(List<WorkerConfig> workers) {
        List<String> plain = workers.stream().map(WorkerTitles::of).toList();
        List<String> titles = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            String title = plain.get(i);
            boolean alone = Collections.frequency(plain, title) == 1;
            int number = Collections.frequency(plain.subList(0, i + 1), title);
            titles.add(alone ? title : title + " (" + number + ")");
        }
        return titles;
    }

    private static String of(WorkerConfig worker) {
        if (worker instanceof WorkerConfig.Remote remote) {
            return remote.protocol().name().toLowerCase(Locale.ROOT) + " " + remote.name() + times(remote.count());
        }
        if (worker instanceof WorkerConfig.Modelled modelled) {
            return "modelled " + modelled.device().name() + times(modelled.count());
        }
        WorkerConfig.Local local = (WorkerConfig.Local) worker;
        String kind =
                local.provider().isCpu() ? "local" : "local " + local.provider().name();
        return kind
                + local.threads()
                        .map(threads -> " " + threads + (threads == 1 ? " thread" : " threads"))
                        .orElse("")
                + times(local.count());
    }

    private static String times(int count) {
        return count == 1 ? "" : " x" + count;
    }
}
