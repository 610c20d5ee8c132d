package dev.singan.report.compare;

import dev.singan.base.AtomicFiles;
import dev.singan.base.OwnFolder;
import dev.singan.base.ReportFolder;
import dev.singan.base.UserException;
import dev.singan.report.ReportFolders;
import dev.singan.report.html.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compares studies by their {@code results.json} and the {@code manifest.json} beside it. */
public final class Compare {
    /** The page's file. */
    public static final String PAGE = "compare.html";

    private static final List<String> STATIC = List.of("site.css", "site.js", "icon.svg");
    private static final OwnFolder.Kind KIND = new OwnFolder.Kind(
            "comparison",
            "-Dsingan.output=…",
            name -> name.equals(PAGE) || name.equals(ReportFolder.CSV) || STATIC.contains(name),
            Set.of(),
            folder -> false);

    private Compare() {}

    /**
     * Writes {@value #PAGE} with its tables as CSV files.
     *
     * @return the comparison as lines of text
     * @throws UserException where there are fewer than two studies, or some cannot be read: the message names each of them
     */
    public static List<String> run(CompareRequest request) throws IOException {
        StudyComparison comparison = StudyComparison.of(read(request.studies()));
        OwnFolder.claim(request.output(), request.own() ? KIND.atOwnPlace() : KIND, request.adopt());
        ComparisonPage page = new ComparisonPage(comparison);
        AtomicFiles.writeString(request.output().resolve(PAGE), page.html());
        for (Table table : page.tables()) {
            AtomicFiles.writeString(request.output().resolve(table.csvPath()), table.csv());
        }
        for (String name : STATIC) {
            byte[] content = ReportFolders.resource(name);
            AtomicFiles.write(request.output().resolve(name), out -> out.write(content));
        }
        return new ComparisonSummary(comparison).lines();
    }

    private static List<ComparedStudy> read(List<CompareRequest.Named> names) throws IOException {
        if (names.size() < 2) {
            throw new UserException("singan.compare names " + names.size() + " studies, but two are needed: set"
                    + " -Dsingan.compare=reports,../other/reports with results.json files, folders that hold one, zip files of"
                    + " the goal crate, or Maven coordinates.");
        }
        List<ComparedStudy> studies = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (CompareRequest.Named one : names) {
            try {
                studies.add(ComparedStudy.read(one.name(), one.place()));
            } catch (UserException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        if (!faults.isEmpty()) {
            throw new UserException(String.join("\n", faults));
        }
        return studies;
    }
}
