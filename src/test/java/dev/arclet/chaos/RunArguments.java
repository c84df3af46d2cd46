package dev.arclet.chaos;

import dev.arclet.stream.StreamSettings.Guarantee;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an {@code arclet run} of the harness is started with: its topics and registry, and a free port for its pages. */
final class RunArguments {
    private final String bootstrap;
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> settings = new LinkedHashMap<>();

    /**
     * @param application name under which Kafka knows it
     * @param bootstrap the broker or brokers
     * @param registry that knows the alerts' schema
     */
    RunArguments(String application, String bootstrap, FaultyRegistry registry) {
        this.bootstrap = bootstrap;
        set("application", application);
        set("alerts.topic", HarnessTopics.ALERTS);
        set("alerts.schemas.registry", registry.url());
        set("output.scores", HarnessTopics.SCORES);
        set("output.candidates", HarnessTopics.CANDIDATES);
        set("output.deadLetters", HarnessTopics.DEAD);
        set("web.port", "0");
    }

    RunArguments promising(Guarantee guarantee) {
        return set("stream.guarantee", guarantee.kafkaName());
    }

    RunArguments keepingStateIn(Path folder) {
        return set("stream.state", folder.toString());
    }

    /** One more {@code --set}. */
    RunArguments set(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    /** Any other options. */
    RunArguments with(List<String> more) {
        options.addAll(more);
        return this;
    }

    /** As on the command line. */
    List<String> toList() {
        List<String> arguments = new ArrayList<>(List.of("run", "--bootstrap", bootstrap));
        arguments.addAll(options);
        settings.forEach((setting, value) -> arguments.addAll(List.of("--set", setting + "=" + value)));
        return arguments;
    }
}
