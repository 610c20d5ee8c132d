package dev.singan.study.publish;

import static dev.singan.study.publish.CrateGraph.iri;
import static dev.singan.study.publish.CrateGraph.to;

import dev.singan.base.ReportFolder;
import dev.singan.study.phase.Manifest;
import dev.singan.study.phase.Stamp;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code ro-crate-metadata.json} of a run: which entities there are, and how they belong together. */
final class RunDescription {
    private static final String ROOT = "./";
    private static final String RUN = "#run";
    private static final String ENGINE = "https://maven.apache.org/";
    private static final String LANGUAGE = "#maven-pom";
    private static final String LICENCE = "#licence";
    private static final String RESULTS = ReportFolder.RESULTS;

    private static final Map<String, String> PROFILES = Map.of(
            "https://w3id.org/ro/wfrun/process/0.5", "Process Run Crate",
            "https://w3id.org/ro/wfrun/workflow/0.5", "Workflow Run Crate",
            "https://w3id.org/ro/wfrun/provenance/0.5", "Provenance Run Crate",
            "https://w3id.org/workflowhub/workflow-ro-crate/1.0", "Workflow RO-Crate");

    private static final Map<String, String> FORMATS =
            Map.of("json", "application/json", "md", "text/markdown", "xml", "application/xml");

    private final Manifest manifest;
    private final CrateRequest request;
    private final SortedMap<String, String> files;
    private final CrateGraph graph = new CrateGraph();
    private final List<String> agents = new ArrayList<>();

    /** @param files SHA-256 of the crate's files, by name */
    RunDescription(Manifest manifest, CrateRequest request, SortedMap<String, String> files) {
        this.manifest = manifest;
        this.request = request;
        this.files = files;
    }

    String json() {
        describeFiles();
        describeAgents();
        describeRoot();
        describeParameters();
        manifest.phases().forEach(this::describePhase);
        describeWorkflow();
        describeRun();
        describeEngine();
        return graph.json();
    }

    private void describeRoot() {
        SortedMap<String, Object> descriptor =
                graph.entity(RunCrate.METADATA, "CreativeWork", "RO-Crate metadata of the run");
        descriptor.put("about", to(ROOT));
        descriptor.put(
                "conformsTo",
                List.of(to("https://w3id.org/ro/crate/1.1"), to("https://w3id.org/workflowhub/workflow-ro-crate/1.0")));
        PROFILES.forEach((id, name) ->
                graph.entity(id, "CreativeWork", name).put("version", id.substring(id.lastIndexOf('/') + 1)));
        SortedMap<String, Object> root = graph.entity(ROOT, "Dataset", "Run of the study " + name());
        root.put(
                "description",
                "The figures of a study of synthetic mammogram patches, and how they came to be. Images and models are not part of it.");
        root.put("conformsTo", to(PROFILES.keySet().stream().sorted().toList()));
        root.put("hasPart", to(files.keySet()));
        root.put("mainEntity", to(RunCrate.WORKFLOW));
        root.put("mentions", to(mentioned()));
        root.put("version", request.publication().version());
        root.put("identifier", request.publication().address());
        root.put("license", licence());
        Manifest.Run run = manifest.run();
        if (run != null) {
            root.put("datePublished", run.written());
        }
    }

    private Map<String, String> licence() {
        if (!request.licence().isEmpty()) {
            graph.entity(request.licence(), "CreativeWork", "The licence that the study's POM names");
            return to(request.licence());
        }
        graph.entity(LICENCE, "CreativeWork", "None: the study's POM names no licence");
        return to(LICENCE);
    }

    private List<String> mentioned() {
        List<String> mentioned = new ArrayList<>(List.of(RUN));
        manifest.phases().forEach(phase -> mentioned.add(action(phase)));
        return mentioned;
    }

    private void describeFiles() {
        files.forEach((name, hash) -> {
            boolean workflow = name.equals(RunCrate.WORKFLOW);
            Object type = workflow ? List.of("File", "SoftwareSourceCode", "ComputationalWorkflow", "HowTo") : "File";
            SortedMap<String, Object> file = graph.entity(name, type, name);
            file.put("sha256", hash);
            file.put("encodingFormat", Objects.requireNonNull(FORMATS.get(name.substring(name.lastIndexOf('.') + 1))));
        });
    }

    private void describeAgents() {
        for (String name : request.publication().creators()) {
            String id = "#agent/" + iri(name);
            graph.entity(id, "Organization", name);
            agents.add(id);
        }
    }

    private void describeParameters() {
        manifest.parameters().forEach((name, value) -> {
            SortedMap<String, Object> parameter = graph.entity(formal(name), "FormalParameter", name);
            parameter.put("additionalType", type(value));
            SortedMap<String, Object> given = graph.entity(value(name), "PropertyValue", name);
            given.put("value", value);
            given.put("exampleOfWork", to(formal(name)));
        });
    }

    /** The subclass of schema.org's DataType. */
    private static String type(String value) {
        if (value.matches("true|false")) {
            return "Boolean";
        }
        if (value.matches("-?\\d{1,18}")) {
            return "Integer";
        }
        return value.matches("-?\\d{1,18}\\.\\d{1,18}(E-?\\d{1,3})?") ? "Float" : "Text";
    }

    private void describePhase(Manifest.Done phase) {
        SortedMap<String, Object> tool =
                graph.entity(tool(phase), "SoftwareApplication", "singan-maven-plugin:" + phase.goal());
        tool.put("softwareVersion", manifest.versions().getOrDefault("singan", "unknown"));
        tool.put("description", "The goal " + phase.goal() + ", version " + phase.algorithm() + " of its algorithm.");
        SortedMap<String, Object> step = graph.entity(step(phase), "HowToStep", phase.name());
        times(phase).ifPresent(times -> step.put("position", Integer.toString(position(times))));
        step.put("workExample", to(tool(phase)));
        SortedMap<String, Object> action = graph.entity(action(phase), "CreateAction", "Run of " + phase.name());
        action.put("description", "Key " + phase.key() + ", version " + phase.algorithm() + " of the algorithm.");
        action.put("instrument", to(tool(phase)));
        action.put("agent", to(agents));
        action.put("object", to(contents(phase.inputs())));
        action.put("result", to(contents(phase.outputs())));
        times(phase).ifPresent(times -> times.addTo(action));
        SortedMap<String, Object> control =
                graph.entity(control(phase), "ControlAction", "Maven's call of " + phase.name());
        control.put("instrument", to(step(phase)));
        control.put("object", to(action(phase)));
    }

    /** How many goals had ended before one did. */
    private int position(RunTimes times) {
        return (int) manifest.phases().stream()
                .flatMap(other -> times(other).stream())
                .filter(other -> other.end().isBefore(times.end()))
                .count();
    }

    private Optional<RunTimes> times(Manifest.Done phase) {
        Manifest.Run run = manifest.run();
        Stamp.@Nullable Run stamp = run == null ? null : run.phases().get(phase.name());
        return stamp == null ? Optional.empty() : RunTimes.of(stamp);
    }

    /** Files and folders by content: what one goal wrote and another read is one entity. The crate holds the results alone. */
    private List<String> contents(SortedMap<String, Manifest.Content> contents) {
        List<String> ids = new ArrayList<>();
        contents.forEach((name, content) -> ids.add(content(name, content)));
        return ids;
    }

    private String content(String name, Manifest.Content content) {
        if (name.equals(RESULTS) && content.sha256().equals(files.get(RESULTS))) {
            return RESULTS;
        }
        String id = "#data/" + iri(name) + "/" + content.sha256();
        SortedMap<String, Object> data = graph.entity(id, "CreativeWork", name);
        data.put("sha256", content.sha256());
        data.put(
                "description",
                content.files() == 1
                        ? "A file that is not part of the crate."
                        : content.files()
                                + " files that are not part of the crate; the SHA-256 is of their list as sha256sum has it.");
        return id;
    }

    private void describeWorkflow() {
        SortedMap<String, Object> workflow = graph.entity(RunCrate.WORKFLOW, "File", RunCrate.WORKFLOW);
        workflow.put("name", "The study " + name() + " as a Maven build");
        workflow.put("programmingLanguage", to(LANGUAGE));
        workflow.put(
                "hasPart",
                to(distinct(manifest.phases().stream().map(RunDescription::tool).toList())));
        workflow.put(
                "step", to(manifest.phases().stream().map(RunDescription::step).toList()));
        workflow.put(
                "input",
                to(manifest.parameters().keySet().stream()
                        .map(RunDescription::formal)
                        .toList()));
        SortedMap<String, Object> language = graph.entity(LANGUAGE, "ComputerLanguage", "Maven POM");
        language.put("identifier", "https://maven.apache.org/pom.html");
        language.put("url", "https://maven.apache.org/pom.html");
    }

    private static List<String> distinct(List<String> ids) {
        return List.copyOf(new LinkedHashSet<>(ids));
    }

    private void describeRun() {
        SortedMap<String, Object> run = graph.entity(RUN, "CreateAction", "Run of the study " + name());
        run.put("description", manifest.command());
        run.put("instrument", to(RunCrate.WORKFLOW));
        run.put("agent", to(agents));
        run.put(
                "object",
                to(manifest.parameters().keySet().stream()
                        .map(RunDescription::value)
                        .toList()));
        run.put("result", to(files.containsKey(RESULTS) ? List.of(RESULTS) : List.of()));
        RunTimes.spanning(manifest.phases().stream()
                        .flatMap(phase -> times(phase).stream())
                        .toList())
                .ifPresent(times -> times.addTo(run));
    }

    private void describeEngine() {
        graph.entity(ENGINE, "SoftwareApplication", "Apache Maven")
                .putAll(new TreeMap<>(Map.of(
                        "url", ENGINE, "softwareVersion", manifest.versions().getOrDefault("maven", "unknown"))));
        SortedMap<String, Object> engine = graph.entity("#engine", "OrganizeAction", "Run of Apache Maven");
        engine.put("instrument", to(ENGINE));
        engine.put("agent", to(agents));
        engine.put(
                "object",
                to(manifest.phases().stream().map(RunDescription::control).toList()));
        engine.put("result", to(RUN));
    }

    private String name() {
        return request.publication().name();
    }

    private static String formal(String parameter) {
        return "#parameter/" + iri(parameter);
    }

    private static String value(String parameter) {
        return "#value/" + iri(parameter);
    }

    private static String tool(Manifest.Done phase) {
        return "#goal/" + iri(phase.goal());
    }

    private static String step(Manifest.Done phase) {
        return "#step/" + iri(phase.name());
    }

    private static String action(Manifest.Done phase) {
        return "#action/" + iri(phase.name());
    }

    private static String control(Manifest.Done phase) {
        return "#control/" + iri(phase.name());
    }
}
