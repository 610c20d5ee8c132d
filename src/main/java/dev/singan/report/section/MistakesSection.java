package dev.singan.report.section;

import dev.singan.report.html.Element;
import dev.singan.report.html.Numbers;
import dev.singan.report.part.Names;
import dev.singan.report.part.Parts;
import dev.singan.report.part.Report;
import dev.singan.study.results.Mistake;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The patches that were most surely taken for another class. */
public final class MistakesSection {
    private static final int SHOWN = 8;

    private MistakesSection() {}

    public static Element of(Report report) throws IOException {
        Element section = Parts.section("mistakes", "The worst mistakes");
        section.add(Parts.p("Test patches that got the highest score for a class that is not theirs."));
        for (String task : report.results().study().tasks()) {
            for (String arm : report.results().study().arms()) {
                List<Mistake> worst = report.results().mistakes().stream()
                        .filter(one -> one.task().equals(task) && one.arm().equals(arm))
                        .limit(SHOWN)
                        .toList();
                if (!worst.isEmpty()) {
                    section.add(strip(report, task, arm, worst));
                }
            }
        }
        return section.add(report.csvOnly(MistakeTable.of(report)));
    }

    private static Element strip(Report report, String task, String arm, List<Mistake> worst) throws IOException {
        List<Element> strip = new ArrayList<>();
        for (Mistake one : worst) {
            String folder = one.label().equals("healthy") ? "healthy" : "lesion";
            strip.add(report.assets()
                    .figure(
                            "patches/" + folder + "/" + one.patch() + ".png",
                            "Patch " + one.patch() + ": " + one.label() + ", taken for " + one.predicted(),
                            "patch " + one.patch() + ": " + one.label() + ", taken for " + one.predicted() + " ("
                                    + Numbers.fixed(one.score(), 2) + ")"));
        }
        Element details = Parts.details(Names.task(task) + ": " + Names.arm(arm), Parts.strip(strip));
        return arm.equals("baseline") ? details.attr("open", "open") : details;
    }
}
