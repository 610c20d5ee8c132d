package dev.singan.report.part;

import dev.singan.report.html.Cell;
import dev.singan.report.html.Column;
import dev.singan.report.html.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * The published figures, printed beside those of the build and never as its own. Source: M. Buetas, "Synthetic training
 * data generation from a single image for enhanced breast cancer diagnosis", MSc thesis, Universitat de Barcelona, 2023.
 */
public final class Published {
    static final String THESIS = "Buetas, MSc thesis, Universitat de Barcelona, 2023";
    public static final String CODE = THESIS + ", repository MartaBuetas/MasterThesis_EnhancingBreastCancerDiagnosis";
    static final String FOLLOW_UP = "Buetas Arcas et al., Proc. SPIE 13174 (IWBI 2024), arXiv:2405.19754";
    public static final String BINARY_AUC = "0.971\u00a0±\u00a00.009";
    public static final String BASELINE_AUC = "0.677\u00a0±\u00a00.076";
    public static final String AUGMENTED_AUC = "0.718\u00a0±\u00a00.044";

    /** SiFID of the thesis's SinGANs on BCDR patches, 64-dimensional Inception features. */
    private record Sifid(int patch, double mean, double sd, int samples) {}

    private static final List<Sifid> SIFID = List.of(
            new Sifid(2787, 0.264, 0.016, 99),
            new Sifid(3939, 0.285, 0.028, 99),
            new Sifid(75, 0.142, 0.012, 99),
            new Sifid(11, 0.153, 0.006, 99),
            new Sifid(2789, 0.304, 0.032, 99),
            new Sifid(3941, 0.259, 0.015, 99),
            new Sifid(77, 0.496, 0.006, 99),
            new Sifid(13, 0.198, 0.030, 99),
            new Sifid(2180, 0.248, 0.048, 69),
            new Sifid(168, 0.179, 0.010, 69));

    private Published() {}

    public static Table figures() {
        List<Column> columns = List.of(
                Column.text("figure", "Published figure"),
                Column.text("value", "Value"),
                Column.text("spread", "±"),
                Column.text("source", "Source"));
        String splits = "deviation over three splits, divided by n";
        return new Table(
                "published",
                "Published figures on BCDR mammograms: not results of this build",
                columns,
                List.of(
                        row("AUC, binary task, test", BINARY_AUC, splits, THESIS),
                        row("Accuracy, binary task, test", "0.924\u00a0±\u00a00.009", splits, THESIS),
                        row("AUC malignant, three classes, baseline", BASELINE_AUC, splits, THESIS),
                        row("AUC malignant, three classes, SinGAN-augmented", AUGMENTED_AUC, splits, THESIS),
                        row("Best number of SinGANs, annotation-shift protocol", "4", "–", FOLLOW_UP)));
    }

    public static Table sifid() {
        List<List<Cell>> rows = new ArrayList<>();
        for (Sifid one : SIFID) {
            rows.add(List.of(
                    Cell.of("patch " + one.patch(), Integer.toString(one.patch())),
                    Cell.number(one.mean(), 3),
                    Cell.number(one.sd(), 3),
                    Cell.count(one.samples())));
        }
        rows.add(List.of(Cell.of("white noise"), Cell.number(39.28, 2), Cell.number(0.14, 2), Cell.missing()));
        return new Table(
                "sifid-published",
                "Published SiFID on BCDR patches (Inception, 64 features): not results of this build",
                List.of(
                        Column.text("source", "Source (BCDR numbering)"),
                        Column.number("mean", "Mean"),
                        Column.number("sd", "SD (n−1)"),
                        Column.number("samples", "Samples")),
                rows);
    }

    private static List<Cell> row(String figure, String value, String spread, String source) {
        return List.of(Cell.of(figure), Cell.of(value), Cell.of(spread), Cell.of(source));
    }
}
