package dev.singan.study.evaluate;

import dev.singan.base.UserException;
import dev.singan.base.Words;
import dev.singan.classify.plan.Arm;
import dev.singan.classify.plan.Experiment;
import dev.singan.classify.plan.Task;
import java.util.List;

/**
 * The comparison that a study names before it looks: the AUC of a class in an arm minus the baseline's, at the primary zoom groups. It is
 * tested alone, and is no member of a family.
 *
 * @param task the first of the study's tasks that has the class
 * @param label the class
 * @param arm the arm
 */
public record PrimaryComparison(Task task, String label, Arm arm) {
    private static final String PROPERTY = "singan.primary";

    /**
     * Reads {@code CLASS:ARM}, such as {@code malignant:singan-8}.
     *
     * @throws UserException where the study has no such class or arm, or the arm cannot be compared with the baseline
     */
    public static PrimaryComparison named(String text, Experiment experiment) {
        List<String> parts = List.of(text.split(":", -1));
        if (parts.size() != 2) {
            throw new UserException(PROPERTY + " is '" + text + "', but it must be a class and an arm, such as"
                    + " malignant:singan-8: set -D" + PROPERTY + "=CLASS:ARM.");
        }
        List<String> labels = experiment.tasks().stream()
                .flatMap(task -> task.labels().stream())
                .distinct()
                .toList();
        String label = Words.choice(PROPERTY + ", before the colon,", parts.get(0), labels, one -> one);
        Task task = experiment.tasks().stream()
                .filter(one -> one.labels().contains(label))
                .findFirst()
                .orElseThrow();
        return new PrimaryComparison(task, label, arm(parts.get(1), experiment));
    }

    private static Arm arm(String name, Experiment experiment) {
        List<Arm> compared = experiment.arms().stream()
                .filter(arm -> !arm.equals(Arm.BASELINE))
                .toList();
        if (compared.isEmpty() || compared.size() == experiment.arms().size()) {
            throw new UserException(PROPERTY + " names the arm '" + name + "', but singan.arms has nothing to compare:"
                    + " add baseline and another arm to -Dsingan.arms, or remove " + PROPERTY + ".");
        }
        if (compared.stream().noneMatch(arm -> arm.name().equals(name))) {
            throw new UserException(PROPERTY + " names the arm '" + name + "', but singan.arms compares "
                    + String.join(", ", compared.stream().map(Arm::name).toList())
                    + " with the baseline: set -D" + PROPERTY + "=CLASS:ARM with one of them, or remove it"
                    + Words.suggestion(name, compared.stream().map(Arm::name).toList()) + ".");
        }
        return Arm.named(PROPERTY, name);
    }

    /** {@code CLASS:ARM}. */
    @Override
    public String toString() {
        return label + ":" + arm.name();
    }
}
