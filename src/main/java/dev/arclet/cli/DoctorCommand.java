package dev.arclet.cli;

import dev.arclet.config.PipelineConfig;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code arclet doctor}: will it run here? */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Looks at this machine, the settings, the model and the broker, and says what to do about what it finds.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet doctor",
            "  arclet doctor --bootstrap kafka:9092 --topology my.yaml",
            "Exit code 0 if a pipeline would run, 1 if something is bad."
        })
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private PipelineOptions settings;

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<Finding> findings = findings();
        TextTable table = new TextTable("what", "", "found", "what to do");
        findings.forEach(
                finding -> table.add(finding.subject(), finding.verdict().word(), finding.found(), finding.remedy()));
        PrintWriter out = spec.commandLine().getOut();
        out.print(table);
        long bad = findings.stream()
                .filter(finding -> finding.verdict() == Finding.Verdict.BAD)
                .count();
        out.println(
                bad == 0 ? "A pipeline would run here." : bad + " thing(s) to put right before a pipeline runs here.");
        out.flush();
        return bad == 0 ? 0 : 1;
    }

    private List<Finding> findings() throws InterruptedException {
        PipelineConfig.Draft draft = settings.draft();
        PipelineChecks pipeline = new PipelineChecks(draft.config());
        List<Finding> findings = new ArrayList<>();
        findings.add(MachineChecks.java());
        findings.add(MachineChecks.processors());
        findings.add(MachineChecks.instructions());
        findings.add(MachineChecks.heap(
                draft.config().topicPartitions(), Runtime.getRuntime().maxMemory()));
        findings.add(MachineChecks.providers());
        findings.addAll(PipelineChecks.settings(draft));
        findings.add(pipeline.model());
        findings.add(pipeline.state());
        findings.add(pipeline.webPort());
        findings.addAll(pipeline.kafka(kafka.settings(), kafka.isGiven()));
        return findings;
    }
}
