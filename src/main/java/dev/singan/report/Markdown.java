package dev.singan.report;

import dev.singan.report.check.CheckResult;
import dev.singan.report.html.Numbers;
import dev.singan.report.part.Scores;
import dev.singan.study.results.Results;
import dev.singan.study.results.Summary;
import java.util.List;

/** The answer in Markdown, for a build's summary page. */
final class Markdown {
    private final Results results;
    private final StringBuilder out = new StringBuilder();

    private Markdown(Results results) {
        this.results = results;
    }

    static String of(Results results, CheckResult check) {
        Markdown markdown = new Markdown(results);
        markdown.head();
        markdown.primary();
        results.study().tasks().forEach(markdown::task);
        markdown.singans();
        markdown.checks(check);
        return markdown.out.toString();
    }

    private void head() {
        out.append("## SinGAN study: archive ")
                .append(text(results.data().archive()))
                .append(", protocol ");
        out.append(text(results.protocol())).append("\n\n");
        if (!results.data().real()) {
            out.append(
                    "> **Not mammograms:** the images are the phantom's; the figures show that the protocol runs.\n\n");
        }
        results.warnings()
                .forEach(warning -> out.append("> ").append(text(warning)).append("\n\n"));
        out.append(Numbers.count(results.data().images())).append(" images, ");
        out.append(Numbers.count(results.data().patients())).append(" patients; backbone ");
        out.append(text(results.study().backbone())).append(" (weights: ");
        out.append(text(results.study().backboneWeights())).append(").\n\n");
    }

    /** The comparison that the study named, first. */
    private void primary() {
        new Scores(results).primaryComparison().ifPresent(one -> {
            Summary.Clustered clustered = one.clustered();
            out.append("Primary comparison, tested alone: AUC ")
                    .append(text(one.label()))
                    .append(", ");
            out.append(text(one.arm())).append(" − baseline ").append(text(Scores.difference(one)));
            out.append(", p ").append(text(Numbers.p(one.p(), one.pError()))).append(" (bootstrap over patients)");
            if (clustered != null) {
                out.append(", ").append(text(Numbers.p(clustered.p()))).append(" (Obuchowski)");
            }
            out.append(".\n\n");
        });
    }

    private void task(String task) {
        String zoom = results.study().primaryZoom();
        String label = task.equals("binary") ? "suspicious" : "malignant";
        List<Summary> rows = results.summary().stream()
                .filter(one -> one.task().equals(task)
                        && one.label().equals(label)
                        && one.metric().equals("auc")
                        && one.trainZoom().equals(zoom)
                        && one.testZoom().equals(zoom))
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        out.append("### AUC ")
                .append(label)
                .append(" (task ")
                .append(text(task))
                .append(")\n\n");
        out.append("| arm | AUC | interval | − baseline | adjusted p |\n|---|---:|---|---:|---:|\n");
        rows.forEach(this::row);
        out.append('\n');
    }

    private void row(Summary one) {
        out.append("| ").append(text(one.arm())).append(" | ").append(Numbers.fixed(one.mean(), 3));
        out.append(" | ").append(Numbers.fixed(one.low(), 3)).append(" to ").append(Numbers.fixed(one.high(), 3));
        out.append(" | ").append(Numbers.signed(one.difference(), 3)).append(" | ");
        out.append(text(Numbers.p(one.pAdjusted(), one.pAdjustedError()))).append(" |\n");
    }

    private void singans() {
        if (results.singans().isEmpty()) {
            return;
        }
        out.append(
                "### SinGANs\n\n| source | SiFID (mean ± SD) | median | layer | diversity |\n|---|---:|---:|---|---:|\n");
        results.singans().forEach(one -> {
            var sifid = one.sifid();
            out.append("| patch ").append(one.id()).append(" | ");
            if (sifid == null) {
                out.append("– | – | – | ");
            } else {
                out.append(Numbers.fixed(sifid.mean(), 4)).append(" ± ").append(Numbers.fixed(sifid.sd(), 4));
                out.append(" | ").append(Numbers.fixed(sifid.median(), 4)).append(" | ");
                out.append(text(sifid.layer())).append(" | ");
            }
            out.append(Numbers.fixed(one.diversity(), 3)).append(" |\n");
        });
        out.append('\n');
    }

    private void checks(CheckResult check) {
        out.append("### Checks\n\n");
        out.append(check.count(CheckResult.Status.PASSED)).append(" passed, ");
        out.append(check.count(CheckResult.Status.FAILED)).append(" failed, ");
        out.append(check.count(CheckResult.Status.SKIPPED)).append(" skipped.\n");
        check.ended(CheckResult.Status.FAILED).stream()
                .limit(20)
                .forEach(one -> out.append("- ").append(text(one.message())).append('\n'));
        check.ended(CheckResult.Status.SKIPPED)
                .forEach(one ->
                        out.append("- Skipped: ").append(text(one.message())).append('\n'));
    }

    /** Text that Markdown and the HTML inside it leave as it is. */
    private static String text(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replaceAll("[\\r\\n]+", " ")
                .replaceAll("([\\\\`*_\\[\\]|#])", "\\\\$1");
    }
}
