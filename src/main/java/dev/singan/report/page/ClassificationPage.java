package dev.singan.report.page;

import dev.singan.report.html.Element;
import dev.singan.report.html.Node;
import dev.singan.study.results.Results;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The page on the classifiers: one section for each question, each made by a class of its own. */
public final class ClassificationPage {
    private ClassificationPage() {}

    /** The page's content. */
    public static List<Node> content(Report report) throws IOException {
        Results results = report.results();
        List<Node> page = new ArrayList<>();
        page.add(Element.of("h1", "Classification"));
        page.add(Element.styled("p", "lead")
                .add("Linear heads on frozen features of " + results.study().backbone() + " ("
                        + results.study().backboneDimension() + " per patch), "
                        + results.study().splits()
                        + " splits by patient, zoom groups "
                        + Names.zooms(results.study().primaryZoom()) + " unless said otherwise."));
        page.add(Layout.reminders(results));
        page.add(AucSection.of(report));
        page.add(RocSection.of(report));
        page.add(MatrixSection.of(report));
        page.add(ConfusionSection.of(report));
        page.add(CalibrationSection.of(report));
        page.add(GroupsSection.of(report));
        page.add(MistakesSection.of(report));
        page.add(AddedSection.of(report));
        page.add(HeadsSection.of(report));
        return page;
    }
}
