package dev.arclet.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;

/** Draws a topology as a Mermaid flow chart: topics as stadiums, processors as boxes, stores as drums. */
final class TopologyDiagram {
    private final Set<String> shapes = new TreeSet<>();
    private final Set<String> arrows = new TreeSet<>();
    private final List<String> groups = new ArrayList<>();

    private TopologyDiagram() {}

    static String mermaid(TopologyDescription description) {
        TopologyDiagram diagram = new TopologyDiagram();
        description.subtopologies().stream()
                .sorted(Comparator.comparingInt(Subtopology::id))
                .forEach(diagram::add);
        return "flowchart LR\n" + lines(diagram.shapes) + String.join("", diagram.groups) + lines(diagram.arrows);
    }

    private void add(Subtopology subtopology) {
        Set<String> inside = new TreeSet<>();
        for (Node node : subtopology.nodes()) {
            if (node instanceof Source source) {
                topics(source).forEach(topic -> arrow(topic(topic), node));
            } else if (node instanceof Sink sink) {
                arrows.add(id(node.name()) + " --> " + topic(sink.topic()));
            } else if (node instanceof Processor processor) {
                processor.stores().forEach(store -> arrows.add(id(node.name()) + " <--> " + store(store)));
            }
            inside.add(id(node.name()) + "[\"" + node.name() + "\"]");
            node.successors().forEach(next -> arrow(id(node.name()), next));
        }
        groups.add("  subgraph sub" + subtopology.id() + "[\"sub-topology " + subtopology.id() + "\"]\n"
                + lines(inside).indent(2)
                + "  end\n");
    }

    private static Set<String> topics(Source source) {
        return source.topicSet() == null ? Set.of(source.topicPattern().pattern()) : source.topicSet();
    }

    private void arrow(String from, Node to) {
        arrows.add(from + " --> " + id(to.name()));
    }

    private String topic(String topic) {
        String id = "topic_" + id(topic);
        shapes.add(id + "([\"" + topic + "\"])");
        return id;
    }

    private String store(String store) {
        String id = "store_" + id(store);
        shapes.add(id + "[(\"" + store + "\")]");
        return id;
    }

    private static String id(String name) {
        return name.replaceAll("[^A-Za-z0-9_]", "_");
    }

    private static String lines(Set<String> statements) {
        return statements.stream().map(line -> "  " + line + "\n").collect(Collectors.joining());
    }
}
