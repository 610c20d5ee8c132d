package dev.singan.report;

import dev.singan.base.AtomicFiles;
import dev.singan.base.Json;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import dev.singan.report.check.CheckRequest;
import dev.singan.study.phase.Manifest;
import dev.singan.study.phase.Stamp;
import dev.singan.study.results.DataSummary;
import dev.singan.study.results.Leakage;
import dev.singan.study.results.Misclassification;
import dev.singan.study.results.Mistake;
import dev.singan.study.results.PixelBaseline;
import dev.singan.study.results.Results;
import dev.singan.study.results.SetCount;
import dev.singan.study.results.SifidReference;
import dev.singan.study.results.SinganSummary;
import dev.singan.study.results.SyntheticDetection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A small made-up study: a working folder with images, losses and {@code results.json}. Its figures come from formulas, so that
 * every page has something to show; they are no results of anything.
 */
public final class ReportFixture {
    static final List<Integer> SOURCES = List.of(5, 17);
    /** Text that would break a page or a table if it were not escaped. */
    static final String HOSTILE = "a<b>&\"c\"'|`x`,\n</script>\u0007";

    private ReportFixture() {}

    /** Writes the working folder. */
    static Results write(Path work) throws IOException {
        for (int id = 1; id <= 24; id++) {
            String folder = id > 16 && id != 17 ? "healthy" : "lesion";
            ImageFiles.writePng(work.resolve("patches/" + folder + "/" + id + ".png"), image(id));
        }
        for (int id : SOURCES) {
            for (int i = 0; i < 8; i++) {
                ImageFiles.writePng(
                        work.resolve(String.format(Locale.ROOT, "synthetic/%d/%04d.png", id, i)), image(100 * id + i));
            }
            for (int scale = 0; scale < 3; scale++) {
                ImageFiles.writePng(work.resolve("singan/" + id + "/scale-" + scale + ".png"), image(50 * id + scale));
            }
            AtomicFiles.writeString(work.resolve("singan/" + id + "/losses.csv"), losses());
        }
        AtomicFiles.writeString(
                work.resolve("patches/metadata.jsonl"),
                """
                {"file_name":"lesion/3.png","patient_id":"film-3","image_view":3,"Format":"Film","classification":"Malign","age":61,"density":null,"zoom_group":3,"suspicious":1,"calcification":1,"nodule":0}
                {"file_name":"healthy/20.png","patient_id":"film-9","image_view":1,"Format":"Film","classification":"Normal","age":null,"density":2,"zoom_group":0,"suspicious":0,"calcification":0,"nodule":0}
                """);
        Results results = results();
        Json.write(work.resolve("results.json"), results);
        return results;
    }

    /** Writes a manifest. */
    static Path manifest(Path work) throws IOException {
        Path file = work.resolve("manifest.json");
        Json.write(
                file,
                Map.of(
                        "command",
                        "mvn verify -DskipTests",
                        "commit",
                        "0123456789abcdef",
                        "machine",
                        Map.of("cores", "2", "processor", "AMD EPYC"),
                        "parameters",
                        Map.of("singan.seed", "42"),
                        "phases",
                        List.of(
                                Map.of("name", "train", "algorithm", 1, "key", "ab".repeat(32)),
                                Map.of("name", "classify", "algorithm", 2, "key", "cd".repeat(32)))));
        return file;
    }

    /** Times of a run. */
    static Manifest.Run run(String written, double training) {
        Stamp.Run part = new Stamp.Run(written, training, 0, "mvn verify");
        return new Manifest.Run(
                written,
                new TreeMap<>(Map.of(
                        "train", new Stamp.Run(written, 2 * training, 1434, "mvn verify"),
                        "classify", new Stamp.Run(written, 84.25, 900, "mvn verify"),
                        "evaluate", new Stamp.Run(written, 12.5, 0, "mvn verify"))),
                new TreeMap<>(Map.of("train/5", part, "train/17", part)),
                null);
    }

    static ReportRequest request(Path work, Path reports, Path manifest) {
        CheckRequest check = new CheckRequest(
                work.resolve("results.json"),
                reports.resolve("reference"),
                Map.of("singan.check.min.auc.binary.suspicious.baseline", "0.5"));
        return new ReportRequest(work, reports, check, manifest, run("2026-01-02T03:04:05Z", 151.5), null, false);
    }

    public static Results results() {
        ScoresFixture scores = new ScoresFixture();
        return new Results(
                Results.SCHEMA,
                "strict",
                ScoresFixture.definition(),
                data(),
                sets(),
                SOURCES.stream().map(ReportFixture::singan).toList(),
                List.of(
                        new SifidReference("noise", "sifid/gabor64", "none (fixed filters)", 31.5, 0.25, 20),
                        new SifidReference("real", "sifid/gabor64", "none (fixed filters)", 1.75, 0.5, 20)),
                scores.added(),
                scores.runs(),
                scores.summary(),
                scores.detectable(),
                scores.curves(),
                scores.confusion(),
                scores.calibration(),
                misclassification(),
                mistakes(),
                scores.heads(),
                new Leakage(
                        true,
                        List.of(
                                new Leakage.Check("patients", 0, true, "no patient in two sets"),
                                new Leakage.Check("patients", 1, true, "no patient in two sets"),
                                new Leakage.Check(
                                        "tested once", -1, true, "every patient but 2 sources is tested once")),
                        null),
                new SyntheticDetection(0.81, 0.74, 0.88, 20, 0.04, 40, 40, "Grouped by patient and source."),
                List.of(
                        new PixelBaseline("binary", "suspicious", "123", "mean", 0.62, 24),
                        new PixelBaseline("multiclass", "malignant", "123", "deviation", null, 0)),
                List.of("Warning with markup: " + HOSTILE));
    }

    private static DataSummary data() {
        List<DataSummary.Count> counts = new ArrayList<>();
        for (String name : List.of("healthy", "benign", "malignant")) {
            for (String format : List.of("Film", "Digital")) {
                int zoom = name.equals("healthy") ? 0 : 3;
                counts.add(new DataSummary.Count(name, format, zoom, 2, 1, 40 + name.length(), 12));
                counts.add(new DataSummary.Count(name, format, zoom == 0 ? 0 : 1, null, 4, 30 + name.length(), 10));
            }
        }
        return new DataSummary(
                "phantom",
                false,
                120,
                60,
                List.of(
                        new DataSummary.Flow("archive", "images", 120, "60 patients"),
                        new DataSummary.Flow("images", "lesions", 44, "with a mask"),
                        new DataSummary.Flow("lesions", "lesion patches", 132, "three zoom groups"),
                        new DataSummary.Flow("images", "healthy patches", 150, "windows off every lesion")),
                List.of(
                        new DataSummary.Skipped("BCDR-F01/" + HOSTILE + ".tif", null, "no mask"),
                        new DataSummary.Skipped("bcdr_f01.csv", 7, "no such image")),
                List.of(List.of("a/1.tif", "b/2.tif")),
                counts,
                List.of(
                        new DataSummary.Example("healthy", 0, List.of(18, 19, 20)),
                        new DataSummary.Example("benign", 1, List.of(1, 2)),
                        new DataSummary.Example("malignant", 3, List.of(5, 17, 999))),
                List.of(
                        new DataSummary.Alike("patient", List.of("'A7'", "'a7\\u00A0'"), true),
                        new DataSummary.Alike("file", List.of("'" + HOSTILE + "'", "'b.png'"), false)));
    }

    private static List<SetCount> sets() {
        List<SetCount> sets = new ArrayList<>();
        for (int split = 0; split < 2; split++) {
            for (String set : List.of("train", "validation", "test")) {
                for (String label : List.of("healthy", "benign", "malignant")) {
                    sets.add(new SetCount(
                            "multiclass",
                            "baseline",
                            "123",
                            split,
                            set,
                            label,
                            label.equals("healthy") ? 0 : 3,
                            "Film",
                            20 + split,
                            9,
                            0));
                }
                sets.add(new SetCount("binary", "baseline", "123", split, set, "suspicious", 3, "Digital", 40, 18, 0));
            }
        }
        return sets;
    }

    private static SinganSummary singan(int id) {
        return new SinganSummary(
                id,
                new SinganSummary.Source(id, "film-" + id, id == 5 ? "Film" : "Digital", 3),
                "nd4j",
                List.of(
                        new SinganSummary.Scale(0, 25, 25, 32, 1),
                        new SinganSummary.Scale(1, 40, 40, 32, 0.021),
                        new SinganSummary.Scale(2, 64, 64, 32, 0.013)),
                64,
                new SinganSummary.Sifid(
                        "sifid/gabor64",
                        "none (fixed filters)",
                        0.3 + id / 100.0,
                        0.05,
                        0.29 + id / 100.0,
                        0.25 + id / 100.0,
                        0.36 + id / 100.0,
                        99),
                0.15,
                new SinganSummary.Nearest(0.11, 0.07, 0.08, id == 5 ? 7 : 2, 0.05),
                List.of(
                        new SinganSummary.Yardstick("flips-crops", 8, 0.14, 0.05, 0.03),
                        new SinganSummary.Yardstick("same-patient", 5, 0.13, 0.09, 0.06),
                        new SinganSummary.Yardstick("other-patients", 24, 0.21, 0.12, 0.07)));
    }

    private static List<Misclassification> misclassification() {
        List<Misclassification> all = new ArrayList<>();
        for (String arm : ScoresFixture.ARMS) {
            all.add(new Misclassification("multiclass", arm, "123", "123", "density", "2", 40, 9, 40, 0.225));
            all.add(new Misclassification("multiclass", arm, "123", "123", "view", "1", 30, 5, 30, 5 / 30.0));
            all.add(new Misclassification("multiclass", arm, "123", "123", "nodule", "unknown", 0, 0, 0, null));
        }
        return all;
    }

    private static List<Mistake> mistakes() {
        return List.of(
                new Mistake("multiclass", "baseline", 0, 3, "malignant", "benign", 0.97),
                new Mistake("multiclass", "baseline", 1, 20, "healthy", "malignant", 0.91),
                new Mistake("binary", "singan-2", 0, 998, "suspicious", "healthy", 0.88));
    }

    private static String losses() {
        StringBuilder out = new StringBuilder(
                "scale,iteration,critic_real,critic_fake,gradient_penalty,generator_adversarial,reconstruction,rmse\n");
        for (int scale = 0; scale < 3; scale++) {
            for (int i = 0; i < 150; i++) {
                double decay = Math.exp(-i / 40.0);
                out.append(String.format(
                        Locale.ROOT,
                        "%d,%d,%.5f,%.5f,%.5f,%.5f,%.5f,%.5f%n",
                        scale,
                        i,
                        0.4 + decay,
                        0.4 - decay / (1 + scale),
                        0.1 * decay,
                        -0.2,
                        0.02 * decay,
                        0.05 + 0.3 * decay / (1 + scale)));
            }
        }
        return out.toString().replace("\r", "");
    }

    /** A bright disk on a textured ground, different for each number. */
    private static GrayImage image(int number) {
        byte[] pixels = new byte[48 * 48];
        for (int y = 0; y < 48; y++) {
            for (int x = 0; x < 48; x++) {
                double ground = 70 + 30 * Math.sin((x + number) / 5.0) * Math.cos((y - number) / 7.0);
                double disk = Math.hypot(x - 24, y - 24 + number % 7) < 8 + number % 5 ? 90 : 0;
                pixels[48 * y + x] = (byte) Math.round(ground + disk);
            }
        }
        return new GrayImage(48, 48, pixels);
    }
}
