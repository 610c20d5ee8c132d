package dev.singan.report.page;

import dev.singan.report.html.Cell;
import dev.singan.report.html.Column;
import dev.singan.report.html.Table;
import dev.singan.study.results.Results;
import dev.singan.study.results.SinganSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How near samples come to their source, beside how near images of known kinship do. */
final class MemorisationTable {
    private MemorisationTable() {}

    /** What can be read from the table. */
    static String words(Results results) {
        return "How near is near? The same distances to the source of its own flips and of crops of seven eighths of its sides, of other"
                + " lesion patches of its patient, and of other patients' patches of its class and zoom group. A window is a"
                + " sixteenth of a sample; it is compared with the source's window that is most like it, wherever that lies. Windows"
                + " are as near to the source as those of its own flips and crops, or nearer, in "
                + count(results, "flips-crops") + "; nearer than those of its patient's other patches in "
                + count(results, "same-patient") + ", and than other patients' in " + count(results, "other-patients")
                + ". A SinGAN is made to reuse the parts of one image; samples whose parts are no farther from it than its own flips"
                + " show its patient as much as these do.";
    }

    private static String count(Results results, String kind) {
        long known = results.singans().stream()
                .filter(one -> one.nearest() != null && yardstick(one, kind) != null)
                .count();
        long nearer = results.singans().stream()
                .filter(one -> {
                    SinganSummary.Yardstick yardstick = yardstick(one, kind);
                    SinganSummary.Nearest nearest = one.nearest();
                    return yardstick != null && nearest != null && nearest.windowMean() <= yardstick.windowMean();
                })
                .count();
        return nearer + " of " + known;
    }

    private static SinganSummary.@Nullable Yardstick yardstick(SinganSummary singan, String kind) {
        return singan.yardsticks().stream()
                .filter(one -> one.kind().equals(kind))
                .findFirst()
                .orElse(null);
    }

    /** Empty where nothing was measured. */
    static Optional<Table> of(Results results) {
        List<List<Cell>> rows = new ArrayList<>();
        for (SinganSummary one : results.singans()) {
            SinganSummary.Nearest nearest = one.nearest();
            SinganSummary.Sifid sifid = one.sifid();
            if (nearest != null) {
                rows.add(row(
                        one,
                        "samples",
                        sifid == null ? null : sifid.n(),
                        nearest.sourceMean(),
                        nearest.sourceMin(),
                        nearest.windowMean()));
                one.yardsticks()
                        .forEach(other -> rows.add(row(
                                one,
                                name(other.kind()),
                                other.images(),
                                other.sourceMean(),
                                other.sourceMin(),
                                other.windowMean())));
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(
                        "memorisation",
                        "Distances to the source (RMS of pixels in [0, 1])",
                        List.of(
                                Column.text("source", "Source"),
                                Column.text("images", "Of what"),
                                Column.number("n", "Images"),
                                Column.number("mean", "Mean"),
                                Column.number("nearest", "Nearest"),
                                Column.number("window", "Window to its nearest window, mean")),
                        rows));
    }

    private static List<Cell> row(
            SinganSummary singan, String what, @Nullable Integer n, double mean, double nearest, double window) {
        return List.of(
                Cell.of("patch " + singan.id(), Integer.toString(singan.id())).withLink("#singan-" + singan.id()),
                Cell.of(what).emphasised(what.equals("samples")),
                Cell.count(n),
                Cell.number(mean, 3),
                Cell.number(nearest, 3),
                Cell.number(window, 3));
    }

    private static String name(String kind) {
        return switch (kind) {
            case "flips-crops" -> "its flips and crops";
            case "same-patient" -> "other patches of its patient";
            case "other-patients" -> "other patients' patches";
            default -> kind;
        };
    }
}
