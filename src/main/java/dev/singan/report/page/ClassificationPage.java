package dev.singan.report.page;

import dev.singan.report.html.Element;
import dev.singan.report.html.Node;
import dev.singan.report.part.Names;
import dev.singan.report.part.Report;
import dev.singan.report.section.AddedSection;
import dev.singan.report.section.AucSection;
import dev.singan.report.section.CalibrationSection;
import dev.singan.report.section.ConfusionSection;
import dev.singan.report.section.GroupsSection;
import dev.singan.report.section.HeadsSection;
import dev.singan.report.section.MatrixSection;
import dev.singan.report.section.MistakesSection;
import dev.singan.report.section.RocSection;
import dev.singan.study.results.Results;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page on the classifiers: one section for each question, each made by a class of its own. */
public final class ClassificationPage {
    private static final Map<String, String> SECTIONS = sections();

    private ClassificationPage() {}

    private static Map<String, String> sections() {
        Map<String, String> sections = new LinkedHashMap<>();
        sections.put("auc", "AUC");
        sections.put("roc", "ROC curves");
        sections.put("zooms", "Annotation shift");
        sections.put("confusion", "Confusion");
        sections.put("calibration", "Calibration");
        sections.put("groups", "Errors by group");
        sections.put("mistakes", "Worst mistakes");
        sections.put("added", "Samples added");
        sections.put("heads", "Training");
        return Collections.unmodifiableMap(sections);
    }

    /** The page's content. */
    public static List<Node> content(Report report) throws IOException {
        Results results = report.results();
        List<Node> page = new ArrayList<>();
        page.add(Element.of("h1", "Classification"));
        page.add(Element.styled("p", "lead")
                .add("Linear heads on frozen features of " + results.study().backbone() + " ("
                        + results.study().backboneDimension() + " per patch), "
                        + Names.splits(results.study()) + ", zoom groups "
                        + Names.zooms(results.study().primaryZoom()) + " unless said otherwise."));
        page.add(Layout.reminders(results));
        page.add(contents());
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

    private static Element contents() {
        Element list = Element.of("ul");
        SECTIONS.forEach((id, title) ->
                list.add(Element.of("li").add(Element.of("a", title).attr("href", "#" + id))));
        return Element.styled("nav", "contents")
                .attr("aria-label", "Sections of this page")
                .add(list);
    }
}
