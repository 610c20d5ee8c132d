package dev.singan.report.page;

import dev.singan.report.html.Numbers;
import dev.singan.report.part.Names;
import dev.singan.report.part.Scores;
import dev.singan.study.results.Definition;
import dev.singan.study.results.Detectable;
import dev.singan.study.results.Summary;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What was found, in sentences. */
final class Findings {
    private final Definition study;
    private final Scores scores;

    Findings(Definition study, Scores scores) {
        this.study = study;
        this.scores = scores;
    }

    /** The comparison that the study named: the one whose p-value needs no correction. */
    String primary(Summary one) {
        Summary.Clustered clustered = one.clustered();
        return Names.title(one.label()) + ", " + Names.arm(one.arm()) + " minus baseline, tested alone: AUC "
                + Scores.difference(one) + ", p " + Numbers.p(one.p(), one.pError()) + " by the bootstrap over patients"
                + (clustered == null ? "" : ", " + Numbers.p(clustered.p()) + " by Obuchowski's test")
                + ": " + Verdict.of(one) + "."
                + (Verdict.isApart(one) ? "" : power(one.task(), one.label()));
    }

    /** The arm with SinGANs of the greatest difference to the baseline. */
    Optional<Summary> best(String task) {
        return study.arms().stream()
                .filter(Names::isSingan)
                .flatMap(arm -> scores.primary(task, arm, Names.mainClass(task), Scores.AUC).stream())
                .filter(one -> one.difference() != null)
                .max(Comparator.comparingDouble(one -> one.difference() == null ? 0 : one.difference()));
    }

    /** What the arms with SinGANs amount to, in a sentence. */
    Optional<String> inShort(String task) {
        String label = Names.mainClass(task);
        List<Summary> arms = study.arms().stream()
                .filter(Names::isSingan)
                .flatMap(arm -> scores.primary(task, arm, label, Scores.AUC).stream())
                .filter(one -> one.difference() != null)
                .toList();
        return best(task).map(best -> {
            String better = Verdict.named(arms, true);
            String worse = Verdict.named(arms, false);
            String first = better.isEmpty()
                    ? "no arm with samples of SinGANs has a higher AUC than the baseline beyond what the choice of patients"
                            + " explains; the best of them, "
                            + Names.arm(best.arm()) + ", differs by " + Scores.difference(best)
                    : "for these trained models the AUC is higher than the baseline's, by more than the choice of patients"
                            + " explains, with " + better + ", at best by " + Scores.difference(best) + " with "
                            + Names.arm(best.arm());
            return Names.title(label) + ": " + first + "."
                    + (worse.isEmpty()
                            ? ""
                            : " For these trained models it is lower, by more than that, with " + worse + ".")
                    + (better.isEmpty() && !told(task, label) ? power(task, label) : "");
        });
    }

    /** Whether the primary comparison's sentence tells what could have been found. */
    private boolean told(String task, String label) {
        return scores.primaryComparison()
                .filter(one -> one.task().equals(task) && one.label().equals(label))
                .filter(one -> !Verdict.isApart(one))
                .isPresent();
    }

    private String power(String task, String label) {
        return scores.detectable(task, label).map(Findings::power).orElse("");
    }

    private static String power(Detectable one) {
        String alone = one.alone() == null ? "no gain" : "a gain of " + Numbers.fixed(one.alone(), 3);
        String family = one.inFamily() == null || one.tests() < 2
                ? ""
                : ", or of " + Numbers.fixed(one.inFamily(), 3) + " as the first of " + one.tests() + " comparisons,";
        return " This study could have found " + alone + " tested alone" + family + " in four of five repetitions with"
                + " other patients; of smaller ones it says nothing.";
    }
}
