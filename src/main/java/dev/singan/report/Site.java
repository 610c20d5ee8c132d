package dev.singan.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.AtomicFiles;
import dev.singan.base.Hashes;
import dev.singan.base.Json;
import dev.singan.base.OwnFolder;
import dev.singan.base.Progress;
import dev.singan.base.ReportFolder;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import dev.singan.report.check.Check;
import dev.singan.report.check.CheckResult;
import dev.singan.report.check.ResultsFile;
import dev.singan.report.html.Node;
import dev.singan.report.html.Table;
import dev.singan.report.page.ClassificationPage;
import dev.singan.report.page.DataPage;
import dev.singan.report.page.Layout;
import dev.singan.report.page.Overview;
import dev.singan.report.page.ReproducibilityPage;
import dev.singan.report.page.RunPage;
import dev.singan.report.page.SinganPage;
import dev.singan.report.part.Assets;
import dev.singan.report.part.Page;
import dev.singan.report.part.Report;
import dev.singan.study.phase.Manifest;
import dev.singan.study.publish.Manifests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes the report: a folder of static files that opens from disk. The same results, manifest and checks give the same
 * bytes in all files but those that {@link #tellsTimes tell times}.
 */
public final class Site {
    /** How many bytes the report may have in all, so that it can be sent and kept without a thought. */
    private static final long LIMIT = 9_900_000;
    /** What pages and CSV files take of that beside the images and {@code results.json}; they have less than half of it. */
    private static final long TEXT = 2_500_000;

    private final ReportRequest request;
    private final Report report;
    private final SortedSet<String> written = new TreeSet<>();

    /**
     * A report that was written.
     *
     * @param page the site's first page
     * @param files the names of all files, by their place beside it
     */
    public record Written(Path page, Set<String> files) {
        public Written {
            files = Set.copyOf(files);
        }
    }

    private Site(ReportRequest request, Report report) {
        this.request = request;
        this.report = report;
    }

    /**
     * Writes the whole site, the CSV files, {@code summary.md}, {@code badge.json}, {@code TEST-singan-check.xml} and the copies
     * of {@code results.json} and the manifest. Nothing fails here because a check failed: {@link Check} is for that.
     *
     * @return what was written
     * @throws UserException where results, manifest, references or settings cannot be read, or the report's folder is somebody's
     */
    public static Written write(ReportRequest request, Progress progress) throws IOException {
        Path results = new WorkFolder(request.workDirectory()).results();
        CheckResult check = Check.run(request.check());
        Assets assets = new Assets(request.workDirectory(), request.reportDirectory(), imageLimit(results));
        Report report = new Report(
                ResultsFile.read(results),
                manifest(request.manifest()),
                request.run(),
                check,
                request.workDirectory(),
                assets);
        OwnFolder.claim(request.reportDirectory(), ReportFolders.KIND, request.adopt());
        SortedMap<String, String> before = Manifests.known(request.reportDirectory());
        Site site = new Site(request, report);
        site.pages(progress);
        site.machineReadable(results, check, progress);
        site.removeStale(before);
        return new Written(request.reportDirectory().resolve(Page.OVERVIEW.file()), site.written);
    }

    /** Whether a file of the report tells times, so that it is not the same in two builds of the same results. */
    public static boolean tellsTimes(String name) {
        return name.equals(Page.RUN.file())
                || name.equals(RunPage.SCRIPT)
                || name.startsWith(ReportFolder.CSV + "/run-");
    }

    /** Appends a written report's {@code summary.md} to a file of the build server; that it cannot be is no reason to fail. */
    public static void appendSummary(Path report, Path stepSummary, Progress progress) throws IOException {
        byte[] summary = Files.readAllBytes(report.resolve(ReportFolder.SUMMARY));
        try {
            Files.write(stepSummary, summary, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            progress.warn("The summary could not be appended to " + stepSummary + " ("
                    + e.getClass().getSimpleName()
                    + "): correct singan.stepSummary or GITHUB_STEP_SUMMARY. It stands in "
                    + report.resolve(ReportFolder.SUMMARY));
        }
    }

    private static long imageLimit(Path results) throws IOException {
        return Files.isRegularFile(results) ? Math.max(0, LIMIT - TEXT - Files.size(results)) : 0;
    }

    private static @Nullable JsonNode manifest(@Nullable Path file) throws IOException {
        if (file == null || !Files.isRegularFile(file)) {
            return null;
        }
        try {
            return Json.read(file, JsonNode.class);
        } catch (JsonProcessingException e) {
            throw new UserException(
                    file + " is not JSON (" + Json.place(e) + "). Delete it; the next build writes it again.", e);
        }
    }

    private void pages(Progress progress) throws IOException {
        List<Page> pages = report.pages();
        for (int i = 0; i < pages.size(); i++) {
            progress.checkCancelled();
            progress.advance("report", i, pages.size());
            file(pages.get(i).file(), Layout.render(pages.get(i), report, content(pages.get(i))));
        }
        progress.advance("report", pages.size(), pages.size());
        if (!report.assets().missing().isEmpty()) {
            progress.warn(
                    "The report shows no image for " + report.assets().missing().size()
                            + " patches, as the working folder lacks for instance "
                            + report.assets().missing().iterator().next() + ".");
        }
    }

    private List<Node> content(Page page) throws IOException {
        return switch (page) {
            case OVERVIEW -> Overview.content(report);
            case DATA -> DataPage.content(report);
            case SINGANS -> SinganPage.content(report);
            case CLASSIFICATION -> ClassificationPage.content(report);
            case REPRODUCIBILITY -> ReproducibilityPage.content(report);
            case RUN -> RunPage.content(report);
        };
    }

    private void machineReadable(Path results, CheckResult check, Progress progress) throws IOException {
        long formulas = 0;
        for (Table table : report.tables()) {
            file(table.csvPath(), table.csv());
            formulas += table.formulas();
        }
        if (formulas > 0) {
            progress.warn(formulas + " cells of the report's CSV files begin like formulas of spreadsheets and have an"
                    + " apostrophe in front there, as have those of metadata/*.csv");
        }
        for (String name : ReportFolders.STATIC) {
            copy(name, ReportFolders.resource(name));
        }
        copy(ReportFolder.RESULTS, Files.readAllBytes(results));
        Path manifest = request.manifest();
        if (report.manifest() != null && manifest != null) {
            copy(Manifest.FILE, Files.readAllBytes(manifest));
        }
        Manifest.Run run = request.run();
        if (run != null) {
            file(RunPage.SCRIPT, RunPage.script(run));
        }
        file(ReportFolder.BADGE, Badge.of(report.results()));
        check.write(request.reportDirectory());
        written.add(ReportFolder.CHECKS);
        file(ReportFolder.SUMMARY, Markdown.of(report.results(), check));
        Path stepSummary = request.stepSummary();
        if (stepSummary != null) {
            appendSummary(request.reportDirectory(), stepSummary, progress);
        }
    }

    private void file(String name, String text) throws IOException {
        copy(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void copy(String name, byte[] content) throws IOException {
        AtomicFiles.write(request.reportDirectory().resolve(name), out -> out.write(content));
        written.add(name);
    }

    /** Removes what the last report wrote and this one did not; what its manifest does not list, or was changed since, stays. */
    private void removeStale(SortedMap<String, String> before) throws IOException {
        written.addAll(report.assets().copied());
        for (Map.Entry<String, String> listed : before.entrySet()) {
            String name = listed.getKey();
            Path file = request.reportDirectory().resolve(name).normalize();
            if (isOwn(name)
                    && !written.contains(name)
                    && file.startsWith(request.reportDirectory().normalize())
                    && Files.isRegularFile(file)
                    && Hashes.sha256(file).equals(listed.getValue())) {
                Files.delete(file);
            }
        }
    }

    /** An earlier version listed whatever lay in the folder; only what reports write can be a report's. */
    private static boolean isOwn(String name) {
        return tellsTimes(name)
                || name.startsWith(ReportFolder.ASSETS + "/")
                || name.startsWith(ReportFolder.CSV + "/");
    }
}
