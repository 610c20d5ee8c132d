package dev.singan.study.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.base.Protocol;
import dev.singan.base.WorkFolder;
import dev.singan.classify.plan.ArmPlan;
import dev.singan.classify.plan.Experiment;
import dev.singan.classify.plan.TestExperiments;
import dev.singan.dataset.extract.ExtractionResult;
import dev.singan.dataset.patch.Patch;
import dev.singan.dataset.patch.SourceRule;
import dev.singan.dataset.record.Skipped;
import dev.singan.report.ReportRequest;
import dev.singan.report.Site;
import dev.singan.report.check.CheckRequest;
import dev.singan.study.evaluate.SmallStudy;
import dev.singan.study.phase.FileHashes;
import dev.singan.study.phase.Manifest;
import dev.singan.study.phase.Phase;
import dev.singan.study.phase.PhaseRunner;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Neither the report nor the packed zip files tell who made them, where, and with which secrets. */
class PublishedTest {
    private static final String USER = "margarethe-q";
    private static final List<String> SECRETS = List.of("S3CRETP", "T0KEN", "USERX");
    private static final Map<String, String> PLANTED = Map.of(
            "singan.weights.url", "https://USERX:S3CRETP@host.invalid/x?token=T0KEN",
            "singan.password", "S3CRETP");

    private static final Publication PUBLICATION =
            new Publication("maker", "1.2.3", "pkg:maven/org.example/maker@1.2.3", List.of("Example"), null);

    @TempDir
    Path directory;

    private final String realHome = System.getProperty("user.home");
    private Path home;
    private SmallStudy study;
    private List<Integer> sources;

    @BeforeEach
    void makeStudy() throws Exception {
        home = Files.createDirectories(directory.resolve(USER));
        System.setProperty("user.home", home.toString());
        Experiment experiment = TestExperiments.of(Protocol.STRICT)
                .arms("baseline", "singan-2")
                .sources(SourceRule.choose(2, List.of(3)))
                .build();
        study = new SmallStudy(home.resolve("study/.singan"), experiment, 36);
        sources = ArmPlan.of(study.table(), experiment).sources().stream()
                .map(Patch::id)
                .toList();
        plantInExtraction();
        study.classify(1);
        study.evaluate();
        stamp();
    }

    @AfterEach
    void goHome() {
        System.setProperty("user.home", realHome);
    }

    private void plantInExtraction() throws IOException {
        ExtractionResult found = ExtractionResult.read(study.folder());
        List<Skipped> skipped = List.of(
                new Skipped("=cmd.png", null, "is a link to '" + home.resolve("private/a.png") + "'", true),
                new Skipped("table.csv", 3, "cannot be read: " + directory.resolve("elsewhere/b.png"), true));
        Json.write(
                ExtractionResult.file(study.folder()),
                new ExtractionResult(
                        found.schema(),
                        found.archive(),
                        found.images(),
                        found.lesions(),
                        found.windows(),
                        found.patches(),
                        skipped,
                        found.duplicates(),
                        found.notes()));
    }

    /** As an earlier version stamped, with the command as it was typed. */
    private void stamp() throws Exception {
        WorkFolder folder = new WorkFolder(study.folder());
        String command = "mvn verify -Dsingan.reportDirectory=" + home + "/reports -Dsingan.weights.url="
                + PLANTED.get("singan.weights.url");
        PhaseRunner runner = new PhaseRunner(folder, FileHashes.open(folder.hashCache(), false), Set.of(), command);
        for (String name : List.of("train", "train/" + sources.get(0))) {
            Phase phase = new Phase(
                    name,
                    "train",
                    1,
                    new TreeMap<>(PLANTED),
                    new TreeMap<>(),
                    List.of(),
                    List.of(folder.singan(sources.get(0))),
                    List.of(),
                    Phase.Leftovers.REPLACE);
            Path begun = folder.stamps().resolve(name + ".begun");
            Files.createDirectories(begun.getParent());
            Files.writeString(begun, "\n" + folder.label(folder.singan(sources.get(0))) + "\n");
            runner.run(phase, () -> 0);
        }
    }

    private String command() {
        return "mvn verify -Dsingan.workDirectory=" + study.folder() + " -Dsingan.weights.url="
                + PLANTED.get("singan.weights.url");
    }

    /** Everything that is published, by name. */
    private Map<String, String> publish() throws IOException {
        WorkFolder folder = new WorkFolder(study.folder());
        Path report = home.resolve("reports");
        Manifest manifest = Manifests.of(folder, command(), "3.8.7", folder.root(), 42);
        Path shown = folder.root().resolve("cache/manifest.json");
        Json.write(shown, manifest);
        Manifest.Run run = Manifests.run(folder);
        List<String> warnings = new ArrayList<>();
        Site.Written site = Site.write(
                new ReportRequest(
                        folder.root(),
                        report,
                        new CheckRequest(folder.results(), report.resolve("reference"), Map.of()),
                        shown,
                        run,
                        null,
                        false),
                collecting(warnings));
        Manifests.complete(manifest, run, Site::tellsTimes, report, site.files());
        assertThat(warnings).anyMatch(w -> w.startsWith("1 cells of the report's CSV files begin like formulas"));
        SyntheticPack.run(
                new PackRequest(
                        folder.root(),
                        sources,
                        Manifests.ofSamples(folder, command(), "3.8.7", folder.root(), 42),
                        PUBLICATION,
                        null,
                        home.resolve("synthetic.zip"),
                        home.resolve("models.zip")),
                Progress.NONE);
        Map<String, String> published = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(report)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                published.put(report.relativize(file).toString(), text(Files.readAllBytes(file)));
            }
        }
        addEntries(home.resolve("synthetic.zip"), published);
        addEntries(home.resolve("models.zip"), published);
        return published;
    }

    private static Progress collecting(List<String> warnings) {
        return new Progress() {
            @Override
            public void advance(String task, long done, long total) {}

            @Override
            public void info(String message) {}

            @Override
            public void warn(String message) {
                warnings.add(message);
            }
        };
    }

    private static void addEntries(Path file, Map<String, String> published) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                try (InputStream in = zip.getInputStream(entry)) {
                    published.put(file.getFileName() + "!" + entry.getName(), text(in.readAllBytes()));
                }
            }
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void nothing_published_tells_secrets_names_and_places() throws IOException {
        Map<String, String> published = publish();
        assertThat(published).hasSizeGreaterThan(40).containsKeys("manifest.json", "synthetic.zip!manifest.json");
        List<String> told = new ArrayList<>(SECRETS);
        told.add(USER);
        told.add(directory.toString());
        String host = InetAddress.getLocalHost().getHostName();
        if (host.length() > 3 && !host.equals("localhost")) {
            told.add(host);
        }
        published.forEach((name, content) -> assertThat(told).as(name).noneMatch(content::contains));
        assertThat(published.get("manifest.json"))
                .contains("mvn verify -Dsingan.workDirectory=.")
                .contains("\"singan.password\" : \"" + text("…".getBytes(StandardCharsets.UTF_8)));
        assertThat(published.get("run.js") + published.get("manifest.json"))
                .contains("-Dsingan.reportDirectory=~/reports");
        assertThat(published.get("csv/skipped.csv")).contains("'=cmd.png").contains("~/private/a.png");
    }
}
