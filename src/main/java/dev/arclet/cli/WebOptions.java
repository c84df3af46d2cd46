package dev.arclet.cli;

import dev.arclet.config.PipelineConfig;
import dev.arclet.kafka.ClientSettings;
import dev.arclet.stream.FlowMonitor;
import dev.arclet.stream.LensService;
import dev.arclet.web.WebPort;
import dev.arclet.web.WebSettings;
import java.io.UncheckedIOException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option by which a command leaves out its web port, and how it opens it otherwise. */
final class WebOptions {
    @Option(
            names = "--no-web",
            description =
                    "Without the web port (dashboard, metrics, health), which is on localhost:8470 unless web.port says"
                            + " otherwise.")
    private boolean absent;

    /** As with {@code --no-web}, for who runs a pipeline without a command line. */
    static WebOptions none() {
        WebOptions options = new WebOptions();
        options.absent = true;
        return options;
    }

    /**
     * Opens the web port of a pipeline that runs. Where no port was given and the usual one is taken, as by another instance, any
     * that is free will do.
     *
     * @throws UserError if the port that was given is taken
     */
    Optional<WebPort> open(
            Pipeline pipeline, LensService service, FlowMonitor flow, ClientSettings client, Closer closer) {
        if (absent) {
            return Optional.empty();
        }
        PipelineConfig config = pipeline.config();
        WebSettings wanted = config.web();
        WebPort port;
        try {
            port = new WebPort(wanted, pipeline.observed(service, flow), client);
        } catch (UncheckedIOException e) {
            if (config.isGiven("web.port") || config.isGiven("web.host")) {
                throw new UserError(
                        config.mistake(
                                "web.port",
                                wanted.host() + ":" + wanted.port() + " can't be listened on ("
                                        + e.getCause().getMessage() + "); give another, 0 for any, or --no-web"),
                        e);
            }
            port = new WebPort(
                    new WebSettings(wanted.host(), 0, wanted.token()), pipeline.observed(service, flow), client);
        }
        return Optional.of(closer.add(port));
    }
}
