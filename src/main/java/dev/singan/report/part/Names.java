package dev.singan.report.part;

import dev.singan.classify.plan.Arm;
import dev.singan.classify.plan.Task;
import dev.singan.dataset.patch.SplitRule;
import dev.singan.report.html.Numbers;
import dev.singan.study.results.Definition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What arms, classes, zoom groups and metrics are called on the pages, and the colour of each arm. */
public final class Names {
    private static final Map<String, String> METRICS = Map.ofEntries(
            Map.entry("auc", "AUC"),
            Map.entry("accuracy", "Accuracy"),
            Map.entry("balancedAccuracy", "Balanced accuracy"),
            Map.entry("precision", "Precision"),
            Map.entry("recall", "Recall"),
            Map.entry("f1", "F1"),
            Map.entry("brier", "Brier score"),
            Map.entry("difference", "AUC minus baseline"),
            Map.entry("added", "Samples added"),
            Map.entry("diversity", "Diversity"),
            Map.entry("sifid", "SiFID"),
            Map.entry("sifidReference", "SiFID, reference points"),
            Map.entry("syntheticDetection", "AUC, synthetic or real"),
            Map.entry("pixelBaseline", "AUC of single numbers"),
            Map.entry("images", "Images"),
            Map.entry("patches", "Patches"),
            Map.entry("patients", "Patients"));
    private static final Map<Integer, String> VIEWS =
            Map.of(1, "right cranio-caudal", 2, "left cranio-caudal", 3, "right oblique", 4, "left oblique");

    private Names() {}

    /** An arm, such as {@code 4 SinGANs}. */
    public static String arm(String name) {
        return arm(Arm.named(name));
    }

    private static String arm(Arm arm) {
        return switch (arm.kind()) {
            case BASELINE -> "Baseline";
            case SINGAN -> arm.sources() == 1 ? "1 SinGAN" : arm.sources() + " SinGANs";
            case OVERSAMPLING -> "Oversampling";
            case OVERSAMPLING_AUGMENTED -> "Oversampling, augmented";
            case ENSEMBLE ->
                "Ensemble: " + arm.members().stream().map(member -> arm(member)).collect(Collectors.joining(" and "));
        };
    }

    /** How a study divides its patients, such as {@code 3 splits by patient}. */
    public static String splits(Definition study) {
        String splits = plural(study.splits(), "split", "splits") + " by patient";
        return SplitRule.named(study.parameters().get(SplitRule.PROPERTY)) == SplitRule.OFFICIAL
                ? splits + ", which all test the data set's own test set and divide its training set anew"
                : splits;
    }

    /** Whether an arm adds samples of SinGANs. */
    public static boolean isSingan(String name) {
        return Arm.named(name).kind() == Arm.Kind.SINGAN;
    }

    /** How many SinGANs an arm uses; 0 for the others. */
    public static int singans(String name) {
        return Arm.named(name).sources();
    }

    /** The style of an arm's colour: ink for the baseline, the others in the order of the study. */
    public static int style(String arm, List<String> arms) {
        return arm.equals(Arm.BASELINE.name()) ? 0 : 1 + Math.max(0, arms.indexOf(arm) - 1) % 7;
    }

    /** The style of a class's colour, the same in every figure. */
    public static int classStyle(String label) {
        return switch (label) {
            case "healthy" -> 3;
            case "benign" -> 1;
            default -> 6;
        };
    }

    /** A class or another word at the start of a heading. */
    public static String title(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** A task. */
    public static String task(String task) {
        return switch (Task.named(task)) {
            case BINARY -> "Healthy or suspicious";
            case MULTICLASS -> "Healthy, benign or malignant";
        };
    }

    /** The class a task is about. */
    public static String mainClass(String name) {
        Task task = Task.named(name);
        return task.labels().get(task.malignantLabel());
    }

    /** A set of zoom groups, such as {@code 1+2+3}. */
    public static String zooms(String digits) {
        return String.join("+", digits.split(""));
    }

    /** A zoom group of a patch. */
    public static String zoom(int group) {
        return group == 0 ? "healthy (no zoom group)" : "zoom " + group;
    }

    /** A metric's name. */
    public static String metric(String metric) {
        return METRICS.getOrDefault(metric, metric);
    }

    /** An image view by its number. */
    public static String view(int number) {
        return Objects.requireNonNullElse(VIEWS.get(number), "view " + number);
    }

    /** A value of a misclassification table in words. */
    public static String group(String by, String value) {
        if (value.equals("unknown")) {
            return value;
        }
        return switch (by) {
            case "view" -> value.matches("[1-4]") ? view(Integer.parseInt(value)) : value;
            case "zoom" -> value.equals("0") ? "healthy" : value;
            case "calcification", "nodule" -> value.equals("1") ? "yes" : value.equals("0") ? "no" : value;
            case "implant" -> value.equals("true") ? "yes" : value.equals("false") ? "no" : value;
            default -> value;
        };
    }

    /** A noun with its number, such as {@code 1 patch} or {@code 2 patches}. */
    public static String plural(long n, String one, String many) {
        return Numbers.count(n) + " " + (n == 1 ? one : many);
    }
}
