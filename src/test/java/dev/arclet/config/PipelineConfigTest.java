package dev.arclet.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.scoring.DeviceDescriptions;
import dev.arclet.scoring.ExecutionProvider;
import dev.arclet.scoring.remote.ConnectionSettings;
import dev.arclet.scoring.remote.Endpoint;
import dev.arclet.scoring.remote.HeaderText;
import dev.arclet.scoring.remote.Layout;
import dev.arclet.scoring.remote.Quantization;
import dev.arclet.scoring.remote.RemoteModel;
import dev.arclet.scoring.remote.Tls;
import dev.arclet.stream.AlertTopics;
import dev.arclet.stream.Condition;
import dev.arclet.stream.OutputTopic;
import dev.arclet.stream.Selection;
import dev.arclet.stream.StreamSettings.Guarantee;
import dev.arclet.stream.Triage;
import dev.arclet.watch.SkyRegion;
import dev.arclet.watch.TargetTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineConfigTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topology/lsst.yaml",
                "topology/ztf.yaml",
                "topology/triton.yaml",
                "topology/fpga.yaml",
                "topology/tpu.yaml",
                "topology/gpu.yaml",
                "topology/openvino.yaml",
                "topology/kserve.yaml",
                "topology/remote-worker.yaml"
            })
    void theFilesThatShipAreRight(String file) throws ConfigException {
        PipelineConfig config = PipelineConfig.load(file, Map.of(), Map.of());

        assertEquals("arclet-s", config.model());
        assertEquals(List.of(), config.acceptance().rules(), "no rule on any quantity unless the user wants one");
    }

    @Test
    void anEmptyFileMeansTheDefaults() throws Exception {
        PipelineConfig config = load("");

        assertEquals(Guarantee.AT_LEAST_ONCE, config.stream().guarantee());
        assertEquals(Duration.ofSeconds(1), config.stream().commitEvery());
        assertEquals(32, config.batchMax());
    }

    @Test
    void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws Exception {
        String yaml = "scoring: {batch: {max: 8}, inFlight: 9}\nstream: {threads: 3}\n";
        Map<String, String> environment = Map.of("ARCLET_SCORING_BATCH_MAX", "16", "ARCLET_SCORING_IN_FLIGHT", "17");

        PipelineConfig config = PipelineConfig.load(file(yaml), environment, Map.of("scoring.batch.max", "24"));

        assertEquals(24, config.batchMax());
        assertEquals(17, config.stream().inFlightLimit());
        assertEquals(3, config.stream().threads());
    }

    @Test
    void whatACommandProposesLiesBelowTheFileAndTheEnvironment() throws Exception {
        Layer proposed = new Layer.Settings(
                "default of arclet score",
                Map.of("scoring.batch.max", "4", "scoring.inFlight", "5", "alerts.schemas.folder", "near"));
        Layer file = new Layer.File(file("scoring: {batch: {max: 8}}"));
        Layer environment = new Layer.Environment(Map.of("ARCLET_SCORING_IN_FLIGHT", "17"));

        PipelineConfig config = PipelineConfig.load(List.of(proposed, file, environment));

        assertEquals(8, config.batchMax());
        assertEquals(17, config.stream().inFlightLimit());
        assertEquals(Optional.of("near"), config.schemaFolder());
    }

    @Test
    void aMistakeIsBlamedOnTheLayerThatHoldsIt() {
        Layer proposed = new Layer.Settings("default of arclet score", Map.of("scoring.batch.max", "0"));
        Layer option = new Layer.Settings("--schemas", Map.of("alerts.topic", "a b"));

        List<String> mistakes = PipelineConfig.draft(List.of(proposed, option)).mistakes();

        assertEquals(2, mistakes.size(), mistakes.toString());
        assertTrue(mistakes.get(0).startsWith("--schemas: alerts.topic is a b; give "), mistakes.get(0));
        assertEquals("default of arclet score: scoring.batch.max is 0; give 1 to 1,024", mistakes.get(1));
    }

    @Test
    void aMistakeThatShowsLaterIsBlamedOnItsPlaceToo() throws Exception {
        String file = file("model: net");
        PipelineConfig config = PipelineConfig.load(file, Map.of("ARCLET_ALERTS_SURVEYS", "[x]"), Map.of());

        assertEquals(file + ": model: is not there", config.mistake("model", "is not there"));
        assertEquals(
                "ARCLET_ALERTS_SURVEYS (environment): alerts.surveys: is not there",
                config.mistake("alerts.surveys", "is not there"));
        assertEquals("default: accept.rules: are odd", config.mistake("accept.rules", "are odd"));
    }

    @Test
    void aServerThatIsWaitedForLongerThanTheStreamHasPatienceIsAMistake() throws Exception {
        String file = file("scoring: {patience: 5s, workers: [{kind: oip, endpoint: 'gpu-1:8001'}]}");

        ConfigException e = assertThrows(ConfigException.class, () -> PipelineConfig.load(file, Map.of(), Map.of()));

        assertEquals(
                List.of(file + ": scoring.workers: timeout of gpu-1:8001 is 10s, and scoring.patience is 5s; give a"
                        + " shorter timeout, or more patience"),
                e.mistakes());
    }

    @Test
    void aHostWithAnUnderscoreIsRefusedWithTheReason() throws Exception {
        String file = file("scoring: {workers: [{kind: oip, endpoint: 'gpu_1:8001'}]}");

        ConfigException e = assertThrows(ConfigException.class, () -> PipelineConfig.load(file, Map.of(), Map.of()));

        assertMistake(e, file + ": scoring.workers[0].endpoint is gpu_1:8001; a host's name has no '_'");
    }

    @Test
    void hedgingIsOffUnlessTheFileSaysAfterHowManyTimesTheUsualTime() throws Exception {
        assertEquals(Optional.empty(), load("").hedgeAfter());
        assertEquals(Optional.of(2.5), load("scoring: {hedgeAfter: 2.5}").hedgeAfter());
        String file = file("scoring: {hedgeAfter: 100ms}");

        ConfigException e = assertThrows(ConfigException.class, () -> PipelineConfig.load(file, Map.of(), Map.of()));

        assertMistake(e, file + ": scoring.hedgeAfter is 100ms; give a number from 1 to 1,000, or none");
    }

    @Test
    void topicsThatShareANameAreAMistake() throws Exception {
        String file = file("alerts: {topic: lens-scores}\noutput: {candidates: found, deadLetters: found}");

        ConfigException e = assertThrows(ConfigException.class, () -> PipelineConfig.load(file, Map.of(), Map.of()));

        assertEquals(
                List.of(
                        "default: output.scores is lens-scores, as alerts.topic is; give each a topic of its own",
                        file + ": output.deadLetters is found, as output.candidates is; give each a topic of its own"),
                e.mistakes());
    }

    @Test
    void aPatternOfTopicsMustNotTakeInWhatThePipelineWrites() throws Exception {
        String file = file(
                "application: lsst-alerts\nalerts: {topic: 'lsst-alerts-*'}\noutput: {scores: lsst-alerts-scores}");

        ConfigException e = assertThrows(ConfigException.class, () -> PipelineConfig.load(file, Map.of(), Map.of()));

        assertEquals(
                List.of(
                        file
                                + ": output.scores is lsst-alerts-scores, which fits alerts.topic, lsst-alerts-*, and would be read"
                                + " as alerts; rename it, or narrow the pattern",
                        file
                                + ": application: its own topic lsst-alerts-layout fits alerts.topic, lsst-alerts-*, and would be"
                                + " read as alerts; give another name, or narrow the pattern"),
                e.mistakes());
    }

    @Test
    void aRunOfItsOwnReadsTheTopicsOfThatRun() throws Exception {
        PipelineConfig live = load("alerts: {topic: 'lsst-alerts-v*'}");

        AlertTopics again = live.forRun("again").stream().alertTopics();

        assertTrue(again.contain("lsst-alerts-v10.0-again"));
        assertFalse(again.contain("lsst-alerts-v10.0"));
        assertFalse(live.stream().alertTopics().contain("lsst-alerts-v10.0-again"));
    }

    @Test
    void aWaitForUnknownSchemasThatOutlastsThePatienceIsAMistake() throws Exception {
        assertEquals(Duration.ofMinutes(1), load("").unknownSchemaWait());
        assertEquals(Duration.ZERO, load("alerts: {schemas: {unknownWait: 0s}}").unknownSchemaWait());
        String file = file("alerts: {schemas: {unknownWait: 90s, patience: 1m}}");

        ConfigException e = assertThrows(ConfigException.class, () -> PipelineConfig.load(file, Map.of(), Map.of()));

        assertMistake(
                e,
                file
                        + ": alerts.schemas.unknownWait: is 90s, and alerts.schemas.patience is 1m; give a shorter wait, or more"
                        + " patience");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scoring: {workers: []}", "alerts: {surveys: []}"})
    void aListThatMustHoldSomethingMayNotBeEmpty(String yaml) throws Exception {
        String file = file(yaml);

        ConfigException e = assertThrows(ConfigException.class, () -> PipelineConfig.load(file, Map.of(), Map.of()));

        assertTrue(e.getMessage().contains(" is []; give a list of "), e.getMessage());
        assertTrue(e.getMessage().endsWith(", at least one"), e.getMessage());
    }

    @Test
    void onlyAWordThatIsNearIsSuggested() {
        List<String> mistakes = PipelineConfig.draft(
                        List.of(new Layer.Settings("--set", Map.of("colour.of.the.sky", "blue"))))
                .mistakes();

        assertEquals(
                List.of("--set: there is no setting colour.of.the.sky; 'arclet check --reference' lists them all"),
                mistakes);
    }

    @Test
    void aMisspeltVariableIsWarnedOfAndOthersAreLeftAlone() {
        Map<String, String> environment = Map.of(
                "ARCLET_STREAM_THREAD", "4",
                "ARCLET_STREAM_THREADS", "4",
                "ARCLET_LOG", "debug",
                "ARCLET_JAVA_OPTS", "-Xmx2g",
                "ARCLET_TEST_ANYTHING", "1",
                "PATH", "/bin");

        assertEquals(
                List.of("ARCLET_STREAM_THREAD (environment) is no setting and has no effect;"
                        + " did you mean ARCLET_STREAM_THREADS?"),
                EnvironmentNames.warnings(environment));
    }

    @Test
    void exactlyOnceCommitsMoreOftenUnlessTold() throws Exception {
        assertEquals(
                Duration.ofMillis(100),
                load("stream: {guarantee: exactly_once_v2}").stream().commitEvery());
        assertEquals(
                Duration.ofSeconds(2),
                load("stream: {guarantee: exactly_once_v2, commitEvery: 2s}").stream()
                        .commitEvery());
    }

    @Test
    void nothingIsShedAndNothingGoesFirstUnlessSomebodySaysSo() throws Exception {
        assertEquals(Triage.NONE, load("").stream().triage());

        Triage triage = load("""
                triage:
                  first: ['extendedness >= 0.5', 'snr > 10']
                  shedAfter: 10m
                  shedFirstAfter: 2h
                """).stream().triage();

        assertEquals(List.of(Condition.parse("extendedness >= 0.5"), Condition.parse("snr > 10")), triage.first());
        assertEquals(Optional.of(Duration.ofMinutes(10)), triage.shedAfter());
        assertEquals(Optional.of(Duration.ofHours(2)), triage.shedFirstAfter());
    }

    @Test
    void rulesAndWorkersAreLists() throws Exception {
        PipelineConfig config = load("""
                accept:
                  rules:
                    - {reason: faint, require: 'snr >= 5'}
                    - {reason: star, require: 'extendedness > 0.5'}
                scoring:
                  workers:
                    - {kind: local, count: 2, threads: 1}
                    - {kind: local}
                    - {kind: local, provider: cuda, providerOptions: {device_id: 1}, count: 2}
                    - {kind: device-model, device: edge-tpu, count: 3}
                  batch: {deadline: 50ms}
                """);

        assertEquals(2, config.acceptance().rules().size());
        assertEquals("star", config.acceptance().rules().get(1).reason());
        assertEquals(
                List.of(
                        new WorkerConfig.Local(2, false, Optional.of(1), ExecutionProvider.CPU),
                        new WorkerConfig.Local(1, false, Optional.empty(), ExecutionProvider.CPU),
                        new WorkerConfig.Local(
                                2,
                                false,
                                Optional.empty(),
                                new ExecutionProvider("cuda", Map.of("device_id", "1"), Optional.empty())),
                        new WorkerConfig.Modelled(3, false, DeviceDescriptions.find("edge-tpu"), true)),
                config.workers());
        assertEquals(
                List.of(
                        "scoring.workers has a modelled device, edge-tpu (Coral USB Accelerator (Edge TPU)): its times are"
                                + " from a description, its scores this machine's"),
                config.cautions());
        assertEquals(Optional.of(Duration.ofMillis(50)), config.batchDeadline());
    }

    @Test
    void aRemoteWorkerHasAllThatItsServerNeeds() throws Exception {
        Path pem = Files.writeString(folder.resolve("some.pem"), "");
        PipelineConfig config = load("""
                scoring:
                  workers:
                    - kind: oip
                      endpoint: gpu-1:8001
                      name: gpu
                      count: 2
                      model: lens-net
                      modelVersion: 3
                      timeout: 2s
                      messageLimit: 20MiB
                      batchSizes: [4, 8]
                      headers: {authorization: 'Bearer abc'}
                      tls: {authorities: PEM, certificate: PEM, key: PEM}
                      input: {layout: nhwc, scale: 0.5, zeroPoint: -1}
                      output: {name: prob}
                    - {kind: tfserving, endpoint: 'tpu-1:8500', signature: lens}
                    - {kind: local, threads: 1, fallback: true}
                """.replace("PEM", pem.toString()));

        RemoteModel model = new RemoteModel(
                Optional.of("lens-net"),
                Optional.of("3"),
                Optional.empty(),
                new RemoteModel.Input(
                        Optional.empty(), Optional.of(Layout.NHWC), Optional.of(new Quantization(0.5f, -1))),
                new RemoteModel.Output(Optional.of("prob"), Optional.empty()),
                List.of(4, 8));
        ConnectionSettings connection = new ConnectionSettings(
                new Endpoint("gpu-1", 8001),
                Optional.of(new Tls(Optional.of(pem), Optional.of(new Tls.Identity(pem, pem)))),
                Map.of("authorization", new HeaderText("Bearer abc")),
                Duration.ofSeconds(2),
                20 << 20);
        WorkerConfig.Remote tpu = (WorkerConfig.Remote) config.workers().get(1);
        assertEquals(
                new WorkerConfig.Remote(WorkerConfig.Protocol.OIP, "gpu", 2, false, connection, model),
                config.workers().get(0));
        assertEquals("tpu-1:8500", tpu.name());
        assertEquals(Optional.of("lens"), tpu.model().signature());
        assertEquals(ConnectionSettings.plain(new Endpoint("tpu-1", 8500)), tpu.connection());
        assertEquals(
                new WorkerConfig.Local(1, true, Optional.of(1), ExecutionProvider.CPU),
                config.workers().get(2));
    }

    @Test
    void everyMistakeInAWorkerHasItsOwnLine() throws Exception {
        String file = file("""
                scoring:
                  workers:
                    - {kind: oip, endpont: x, timeout: 1, messageLimit: 20MB, threads: 2}
                    - {kind: oip, endpoint: 'a:1', batchSizes: [8, 4], tls: {certificate: FILE}, input: {zeroPoint: 3}}
                    - {kind: tfserving, endpoint: 'b:1', headers: {authorization: '${env:ARCLET_TEST_NO_SUCH}'}}
                    - {kind: local, threads: 0}
                    - fast
                    - {kind: oip, endpoint: 'c:1', tls: {}}
                    - {kind: oip, endpoint: 'd:1', headers: {Authorization: x}}
                """.replace(
                "FILE", Files.writeString(folder.resolve("some.pem"), "").toString()));

        ConfigException e = assertThrows(ConfigException.class, () -> PipelineConfig.load(file, Map.of(), Map.of()));

        String first = file + ": scoring.workers[0].";
        String second = file + ": scoring.workers[1].";
        assertMistake(e, first + "endpont is no setting of this kind; did you mean endpoint?");
        assertMistake(e, first + "threads is no setting of this kind; ");
        assertMistake(e, first + "endpoint is missing; give HOST:PORT");
        assertMistake(e, first + "timeout is 1; give 10ms to 4m");
        assertMistake(e, first + "messageLimit is 20MB; give 64KiB to 1024MiB");
        assertMistake(e, second + "tls.certificate is given without tls.key; give both");
        assertMistake(e, second + "tls.authorities is missing; give system, or a PEM file, to encrypt");
        assertMistake(e, second + "input.zeroPoint is given without input.scale; give both");
        assertMistake(e, second + "batchSizes is [8, 4]; give them rising, each once");
        assertMistake(
                e,
                "${env:ARCLET_TEST_NO_SUCH} names an environment variable that is not set; set it, or correct the name");
        assertMistake(e, file + ": scoring.workers[3].threads is 0; give auto, or 1 to 64");
        assertMistake(e, file + ": scoring.workers[4] is fast; give {kind: local, threads: 1} or {kind: oip, ");
        assertMistake(e, file + ": scoring.workers[5].tls is no setting of this kind; ");
        assertMistake(e, file + ": scoring.workers[6]: header Authorization is not one that can be sent; ");
        assertEquals(14, e.mistakes().size(), e.getMessage());
    }

    @Test
    void aValueMayNameAVariableOrAFileWhereverItStands() throws Exception {
        Path secret = Files.writeString(folder.resolve("folder"), "/data/state\n");
        String file = file("""
                alerts: {topic: '${env:NIGHT}-alerts', surveys: [lsst, '${env:SURVEY}']}
                scoring: {batch: {max: '${env:BATCH}'}, workers: [{kind: oip, endpoint: '${env:GPU}:8001'}]}
                """);
        Map<String, String> environment = Map.of(
                "NIGHT", "live", "SURVEY", "ztf", "BATCH", "16", "GPU", "gpu-1", "ARCLET_APPLICATION", "${env:NIGHT}");

        PipelineConfig config =
                PipelineConfig.load(file, environment, Map.of("stream.state", "${file:" + secret + "}"));

        assertEquals("live-alerts", config.stream().alerts());
        assertEquals(List.of("lsst", "ztf"), config.surveys());
        assertEquals(16, config.batchMax());
        assertEquals("gpu-1:8001", ((WorkerConfig.Remote) config.workers().get(0)).name());
        assertEquals("live", config.stream().applicationId());
        assertEquals("/data/state", config.stateFolder());
    }

    @Test
    void aHeaderIsLeftToNameItsSecret() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "first");
        PipelineConfig config = load("""
                scoring: {workers: [{kind: oip, endpoint: 'gpu:1', headers: {authorization: '${file:%s}'}}]}
                """.formatted(token));
        HeaderText header = ((WorkerConfig.Remote) config.workers().get(0))
                .connection()
                .headers()
                .get("authorization");

        Files.writeString(token, "second");

        assertEquals("second", header.resolve());
    }

    @Test
    void aReferenceThatLeadsNowhereIsAMistakeOfItsSetting() throws Exception {
        String file = file("model: ${env:NO_SUCH}\nstream: {threads: '${vault:x}'}\n");

        ConfigException e = assertThrows(ConfigException.class, () -> PipelineConfig.load(file, Map.of(), Map.of()));

        assertEquals(
                List.of(
                        file
                                + ": model: ${env:NO_SUCH} names an environment variable that is not set; set it, or correct the name",
                        file
                                + ": stream.threads: ${...} stands there in a form that is not known; write ${env:NAME} or ${file:PATH}"),
                e.mistakes().stream().sorted().toList());
    }

    @Test
    void noMessageShowsWhatAReferenceNames() throws Exception {
        String file = file("""
                alerts: {topic: '${env:SECRET}'}
                accept: {rules: [{reason: '${env:SECRET}', require: 'snr >= 5'}, '${env:SECRET}']}
                scoring:
                  batch: {max: '${env:SECRET}'}
                  workers:
                    - {kind: '${env:SECRET}'}
                    - {kind: oip, endpoint: '${env:SECRET}', timeout: '${env:SECRET}', name: '${env:SECRET}'}
                    - {kind: device-model, device: '${env:SECRET}'}
                    - {kind: oip, endpoint: 'a:1', tls: {authorities: '${env:SECRET}'}}
                    - '${env:SECRET}'
                """);

        ConfigException e = assertThrows(
                ConfigException.class,
                () -> PipelineConfig.load(file, Map.of("SECRET", "hunter2 is/secret"), Map.of()));

        assertTrue(e.mistakes().size() >= 8, e.getMessage());
        assertFalse(e.getMessage().contains("hunter2"), e.getMessage());
        assertMistake(e, file + ": scoring.batch.max is ${env:SECRET}; give 1 to 1,024");
        assertMistake(e, file + ": scoring.workers[1].timeout is ${env:SECRET}; give 10ms to 4m");
    }

    @Test
    void aTagOrAnAliasIsNamedWithItsLine() throws Exception {
        String tagged = file("application: a\nmodel: !!java.io.File x\n");
        ConfigException e = assertThrows(ConfigException.class, () -> PipelineConfig.load(tagged, Map.of(), Map.of()));
        assertMistake(e, tagged + " line 2: not YAML: !!java.io.File is a tag");
        assertMistake(e, "is a tag, and values here have no types; remove it");
    }

    @Test
    void workersThatShareANameOrAreAllFallbacksAreAMistake() throws Exception {
        String twins = "[{kind: oip, endpoint: 'a:1'}, {kind: oip, endpoint: 'a:1', model: other}]";
        String allFallbacks = "[{kind: local, fallback: true}]";

        assertEquals(
                List.of(
                        "--set: scoring.workers has two workers named a:1; give each a name of its own, or one of them a"
                                + " higher count"),
                mistakes(twins));
        assertEquals(
                List.of("--set: scoring.workers are all fallbacks; leave out fallback for at least one"),
                mistakes(allFallbacks));
    }

    @Test
    void mistakesInWhatALocalOrModelledWorkerRunsOnAreNamed() {
        String place = "--set: scoring.workers[0]";
        assertEquals(
                List.of(place
                        + ".count is given without threads, and threads: auto chooses both; give both, or leave out"
                        + " count"),
                mistakes("[{kind: local, count: 2}]"));
        assertEquals(
                List.of(place + ": provider rocm takes no option gpu; give device_id"),
                mistakes("[{kind: local, provider: rocm, providerOptions: {gpu: 1}}]"));
        assertEquals(
                List.of(place
                        + ".device is abacus; no device abacus ships; deploy/accelerators/devices has those that do."
                        + " Give one of them, or a .yaml file"),
                mistakes("[{kind: device-model, device: abacus}]"));
        assertEquals(
                List.of(
                        "--set: scoring.workers has device edge-tpu twice; give one of them a higher count, or a description"
                                + " with another name"),
                mistakes("[{kind: device-model, device: edge-tpu}, {kind: device-model, device: edge-tpu}]"));
    }

    @Test
    void watchListsAndOutputTopicsAreRead() throws Exception {
        Path table = Files.writeString(folder.resolve("lenses.csv"), "name,ra,dec\nx,1,2\n");
        PipelineConfig config = load("""
                watchLists:
                  - {name: known-lenses, file: TABLE}
                  - {name: mine, file: TABLE, radius: 0.5arcmin, columns: {ra: X, dec: Y}}
                output:
                  topics:
                    - {topic: plain}
                    - topic: north
                      form: json
                      minScore: 0.9
                      bands: [i, r]
                      regions:
                        - {ra: 150.1, dec: 2.2, radius: 1.5}
                        - {ra: [350, 10], dec: [-5, 5], galacticLatitude: [20, 90]}
                      onLists: [mine]
                      offLists: [known-lenses]
                """.replace("TABLE", table.toString()));

        assertEquals(
                List.of(
                        new WatchListConfig("known-lenses", table, 3, TargetTable.Columns.USUAL),
                        new WatchListConfig(
                                "mine",
                                table,
                                30,
                                new TargetTable.Columns(Optional.empty(), Optional.of("X"), Optional.of("Y")))),
                config.watchLists());
        assertEquals(
                List.of(
                        new OutputTopic("plain", OutputTopic.Form.CANDIDATE, Selection.CANDIDATES),
                        new OutputTopic(
                                "north",
                                OutputTopic.Form.JSON,
                                new Selection(
                                        Optional.of(0.9),
                                        Optional.empty(),
                                        Set.of("i", "r"),
                                        List.of(
                                                new SkyRegion(
                                                        Optional.of(new SkyRegion.Circle(150.1, 2.2, 1.5)),
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        Optional.empty()),
                                                new SkyRegion(
                                                        Optional.empty(),
                                                        Optional.of(new SkyRegion.Range(350, 10)),
                                                        Optional.of(new SkyRegion.Range(-5, 5)),
                                                        Optional.of(new SkyRegion.Range(20, 90)))),
                                        Set.of("mine"),
                                        Set.of("known-lenses")))),
                config.outputTopics());
    }

    @Test
    void everyMistakeInWatchListsAndOutputTopicsHasItsOwnLine() throws Exception {
        Path table = Files.writeString(folder.resolve("lenses.csv"), "name,ra,dec\nx,1,2\n");
        String file = file("""
                watchLists:
                  - {nam: known, file: TABLE, radius: 3}
                  - {name: a b, file: no-such.csv}
                  - lenses.csv
                output:
                  candidates: found
                  topics:
                    - {minscore: 0.9, form: xml, bands: i}
                    - {topic: x, minScore: 1.5, regions: [{ra: 400, dec: 2, radius: 1}, {dec: [5, -5]}, {raa: 1}, {dec: 5}]}
                    - {topic: x, onLists: [one, two], offLists: [two]}
                """.replace("TABLE", table.toString()));

        ConfigException e = assertThrows(ConfigException.class, () -> PipelineConfig.load(file, Map.of(), Map.of()));

        String lists = file + ": watchLists";
        String topics = file + ": output.topics";
        assertMistake(e, lists + "[0].nam is no setting of this kind; did you mean name?");
        assertMistake(e, lists + "[0].name is missing; give letters, digits");
        assertMistake(e, lists + "[0].radius is 3; give 0.01arcsec to 10deg");
        assertMistake(e, lists + "[1].name is a b; give letters, digits");
        assertMistake(e, lists + "[1].file is no-such.csv; give a file that can be read");
        assertMistake(e, lists + "[2] is lenses.csv; give {name: known-lenses, file: lenses.csv}");
        assertMistake(e, topics + "[0].minscore is no setting of this kind; did you mean minScore?");
        assertMistake(e, topics + "[0].topic is missing; give letters, digits");
        assertMistake(e, topics + "[0].form is xml; give candidate or score or json");
        assertMistake(e, topics + "[0].bands is i; give a list of bands, such as [r, i]");
        assertMistake(e, topics + "[1].minScore is 1.5; give a number from 0 to 1, or none");
        assertMistake(e, topics + "[1].regions[0].ra is 400; give a number, 0 to 360, beside a radius");
        assertMistake(e, topics + "[1].regions[1].dec is [5,-5]; give [FROM, TO], -90 to 90, the smaller first");
        assertMistake(e, topics + "[1].regions[2].raa is no part of a region; did you mean ra?");
        assertMistake(e, topics + "[1].regions[3].dec is 5; give [FROM, TO], -90 to 90, the smaller first");
        assertMistake(e, topics + "[2].offLists has two, as onLists has; leave it out of one");
        assertEquals(16, e.mistakes().size(), e.getMessage());
    }

    @Test
    void anOutputTopicMustHaveANameOfItsOwnAndListsThatAreThere() throws Exception {
        Path table = Files.writeString(folder.resolve("lenses.csv"), "name,ra,dec\nx,1,2\n");
        String file = file("""
                watchLists: [{name: known-lenses, file: TABLE}]
                output:
                  topics:
                    - {topic: lens-scores, onLists: [known-lens]}
                    - {topic: x, offLists: [mine]}
                    - {topic: x}
                """.replace("TABLE", table.toString()));

        ConfigException e = assertThrows(ConfigException.class, () -> PipelineConfig.load(file, Map.of(), Map.of()));

        assertEquals(
                List.of(
                        file
                                + ": output.topics[0].topic is lens-scores, as output.scores is; give each a topic of its own",
                        file
                                + ": output.topics[2].topic is x, as output.topics[1].topic is; give each a topic of its own",
                        file + ": output.topics[0].onLists has known-lens, and there is no such list under watchLists;"
                                + " did you mean known-lenses?",
                        file
                                + ": output.topics[1].offLists has mine, and there is no such list under watchLists; add it"
                                + " there, or leave it out"),
                e.mistakes());
    }

    private static List<String> mistakes(String workers) {
        return PipelineConfig.draft(List.of(new Layer.Settings("--set", Map.of("scoring.workers", workers))))
                .mistakes();
    }

    @Test
    void allMistakesAreReportedAtOnceEachWithThePlaceTheValueAndTheWayOut() throws Exception {
        String file = file("""
                aplication: x
                alerts: {topic: 'no spaces please'}
                accept: {rules: [{reason: faint, require: 'snr => 5'}]}
                triage: {first: ['extended'], shedAfter: 10ms}
                scoring: {batch: {max: 0, deadline: soon}, workers: [{kind: gpu}]}
                stream: {guarantee: maybe}
                """);

        ConfigException e = assertThrows(
                ConfigException.class,
                () -> PipelineConfig.load(file, Map.of("ARCLET_STREAM_THREADS", "many"), Map.of("modle", "x")));

        assertMistake(e, file + ": there is no setting aplication; did you mean application?");
        assertMistake(e, "--set: there is no setting modle; did you mean model?");
        assertMistake(e, file + ": alerts.topic is no spaces please; give letters");
        assertMistake(e, file + ": accept.rules is ");
        assertMistake(
                e,
                file + ": triage.first is [\"extended\"]; 'extended' is not a rule; write QUANTITY COMPARISON NUMBER");
        assertMistake(e, file + ": triage.shedAfter is 10ms; give 1s to 168h, or none");
        assertMistake(e, file + ": scoring.batch.max is 0; give 1 to 1,024");
        assertMistake(e, file + ": scoring.batch.deadline is soon; give 1ms to 1h, or none");
        assertMistake(e, file + ": scoring.workers[0].kind is 'gpu'; give local, oip, tfserving or device-model");
        assertMistake(e, file + ": stream.guarantee is maybe; give at_least_once or exactly_once_v2");
        assertMistake(e, "ARCLET_STREAM_THREADS (environment): stream.threads is many; give 1 to 256");
        assertEquals(11, e.mistakes().size(), e.getMessage());
    }

    @Test
    void whatIsNoYamlIsReportedWithItsLine() throws Exception {
        String file = file("model: arclet-s\nstream: {threads: 2\n");

        ConfigException e = assertThrows(ConfigException.class, () -> PipelineConfig.load(file, Map.of(), Map.of()));

        assertTrue(e.getMessage().startsWith(file + " line "), e.getMessage());
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        ConfigException e =
                assertThrows(ConfigException.class, () -> PipelineConfig.load("nowhere.yaml", Map.of(), Map.of()));

        assertTrue(e.getMessage().startsWith("nowhere.yaml: there is no such file"), e.getMessage());
    }

    @Test
    void thePageOfSettingsHoldsTheReference() throws IOException {
        assertTrue(
                Files.readString(Path.of("docs/settings.md")).contains(ConfigReference.markdown()),
                "docs/settings.md is stale; its table is the output of: arclet check --reference");
    }

    private PipelineConfig load(String yaml) throws Exception {
        return PipelineConfig.load(file(yaml), Map.of(), Map.of());
    }

    private String file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("pipeline.yaml"), yaml).toString();
    }

    private static void assertMistake(ConfigException e, String start) {
        assertTrue(
                e.mistakes().stream().anyMatch(mistake -> mistake.contains(start)),
                () -> "no mistake says: " + start + "\nbut:\n" + e.getMessage());
    }

    @Test
    void aWebPortThatOthersReachNeedsAToken() {
        List<String> open = PipelineConfig.draft(List.of(new Layer.Settings("--set", Map.of("web.host", "0.0.0.0"))))
                .mistakes();
        List<String> guarded = PipelineConfig.draft(
                        List.of(new Layer.Settings("--set", Map.of("web.host", "0.0.0.0", "web.token", "open-sesame"))))
                .mistakes();

        assertEquals(1, open.size(), open.toString());
        assertTrue(open.get(0).startsWith("--set: web.host: 0.0.0.0 lets others"), open.get(0));
        assertEquals(List.of(), guarded);
    }

    @Test
    void aTokenThatIsNamedAndNotThereIsAMistakeThatShowsNoSecret() {
        List<String> mistakes = PipelineConfig.draft(List.of(
                        new Layer.Settings("--set", Map.of("web.token", "${env:ARCLET_TEST_NO_SUCH_VARIABLE}"))))
                .mistakes();

        assertEquals(1, mistakes.size());
        assertTrue(
                mistakes.get(0).contains("ARCLET_TEST_NO_SUCH_VARIABLE} names an environment variable that is not set"),
                mistakes.get(0));
    }
}
