package dev.singan.study.evaluate;

import dev.singan.base.Deviation;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.base.Protocol;
import dev.singan.base.Redaction;
import dev.singan.base.Seeds;
import dev.singan.base.WorkFolder;
import dev.singan.classify.ClassificationRecord;
import dev.singan.classify.plan.Arm;
import dev.singan.classify.plan.Experiment;
import dev.singan.classify.plan.Task;
import dev.singan.classify.plan.ZoomSet;
import dev.singan.dataset.extract.ExtractionResult;
import dev.singan.dataset.patch.Patch;
import dev.singan.dataset.patch.PatchTable;
import dev.singan.dataset.patch.SourcePatches;
import dev.singan.metric.PatientBootstrap;
import dev.singan.study.results.Calibration;
import dev.singan.study.results.Confusion;
import dev.singan.study.results.Curve;
import dev.singan.study.results.Definition;
import dev.singan.study.results.Detectable;
import dev.singan.study.results.Leakage;
import dev.singan.study.results.Misclassification;
import dev.singan.study.results.Mistake;
import dev.singan.study.results.PixelBaseline;
import dev.singan.study.results.Results;
import dev.singan.study.results.Run;
import dev.singan.study.results.Summary;
import dev.singan.study.results.SyntheticDetection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Turns predictions and what is known of patches and SinGANs into {@code results.json}: the same bytes for the same files. */
public final class Evaluation {
    private final EvaluationRequest request;
    private final Experiment experiment;
    private final Progress progress;
    private final List<Patch> table;
    private final PredictionReader reader;
    private final PatientBootstrap bootstrap;
    private final HeadBlocks heads;

    private Evaluation(EvaluationRequest request, Progress progress) {
        this.request = request;
        this.experiment = request.experiment();
        this.progress = progress;
        this.table = PatchTable.read(PatchTable.file(request.workDirectory()));
        this.reader = new PredictionReader(request, table);
        this.bootstrap = new PatientBootstrap(
                reader.patients(), request.bootstrap(), new Seeds(experiment.seed()).stream("evaluate/bootstrap"));
        this.heads = new HeadBlocks(experiment, reader);
    }

    /** Where the results lie in a working folder. */
    public static Path file(Path workDirectory) {
        return new WorkFolder(workDirectory).results();
    }

    /**
     * Evaluates a study and writes {@code results.json}.
     *
     * @return what was written
     * @throws dev.singan.base.UserException where an earlier phase's files are missing or damaged
     */
    public static Results run(EvaluationRequest request, Progress progress) throws IOException {
        Results results = new Evaluation(request, progress).run();
        Json.write(file(request.workDirectory()), results);
        return results;
    }

    /** All that a pair of zoom sets yields for a task. */
    private record Part(
            List<Run> runs,
            List<Summary> summaries,
            List<Detectable> detectable,
            List<Curve> curves,
            List<Confusion> confusion,
            List<Calibration> calibration,
            List<Misclassification> misclassification,
            List<Mistake> mistakes) {}

    private Results run() {
        ClassificationRecord record = ClassificationRecord.read(request.workDirectory());
        List<Part> parts = parts();
        boolean samples = experiment.arms().stream()
                .flatMap(arm -> arm.members().stream())
                .anyMatch(arm -> arm.kind() == Arm.Kind.SINGAN);
        List<Patch> sources = SourcePatches.select(table, experiment.sources(), new Seeds(experiment.seed()));
        SinganBlocks singans = new SinganBlocks(request, sources, table, samples);
        List<Leakage.Check> checks = record.checks().stream()
                .map(check -> new Leakage.Check(check.name(), check.split(), check.passed(), check.detail()))
                .toList();
        return new Results(
                Results.SCHEMA,
                experiment.protocol().name(),
                definition(record),
                DataBlock.of(ExtractionResult.read(request.workDirectory()), table),
                heads.sets(),
                singans.singans(),
                singans.references(),
                heads.added(),
                flat(parts.stream().map(Part::runs).toList()),
                flat(parts.stream().map(Part::summaries).toList()),
                flat(parts.stream().map(Part::detectable).toList()),
                flat(parts.stream().map(Part::curves).toList()),
                flat(parts.stream().map(Part::confusion).toList()),
                flat(parts.stream().map(Part::calibration).toList()),
                flat(parts.stream().map(Part::misclassification).toList()),
                flat(parts.stream().map(Part::mistakes).toList()),
                heads.heads(),
                leakage(checks),
                detection(record.detection()),
                record.pixels().stream()
                        .map(score -> new PixelBaseline(
                                score.task(), score.label(), score.zoom(), score.feature(), score.auc(), score.n()))
                        .toList(),
                record.warnings().stream().map(Redaction.of(null)::text).toList());
    }

    private Leakage leakage(List<Leakage.Check> checks) {
        Protocol protocol = experiment.protocol();
        return new Leakage(
                checks.stream().allMatch(Leakage.Check::passed),
                checks,
                Protocol.PRESETS.contains(protocol) ? null : protocol.leakageFails());
    }

    private static <T> List<T> flat(List<List<T>> lists) {
        return lists.stream().flatMap(Collection::stream).toList();
    }

    private static @Nullable SyntheticDetection detection(ClassificationRecord.@Nullable Detection detection) {
        return detection == null
                ? null
                : new SyntheticDetection(
                        detection.auc(),
                        detection.low(),
                        detection.high(),
                        detection.divisions(),
                        detection.sd(),
                        detection.real(),
                        detection.synthetic(),
                        detection.note());
    }

    private static List<String> names(List<Arm> arms) {
        return arms.stream().map(Arm::name).toList();
    }

    private Definition definition(ClassificationRecord record) {
        PrimaryComparison primary = request.primary();
        return new Definition(
                experiment.seed(),
                experiment.tasks().stream().map(Task::id).toList(),
                names(experiment.arms()),
                names(experiment.matrixArms()),
                experiment.splits(),
                experiment.primaryZoom(),
                experiment.zooms(),
                record.backbone(),
                record.weights(),
                record.dimension(),
                request.ganSize(),
                request.confidence(),
                request.bootstrap(),
                request.family().id(),
                primary == null ? null : primary.toString(),
                request.parameters());
    }

    /** What is to be told: a task and a pair of zoom sets. */
    private record Pair(Task task, String trainZoom, String testZoom) {}

    /** All pairs, worked on by all cores; each is independent of the others, so the result is the same. */
    private List<Part> parts() {
        Set<String> zooms = new LinkedHashSet<>(List.of(experiment.primaryZoom()));
        if (!experiment.matrixArms().isEmpty()) {
            zooms.addAll(experiment.zooms());
        }
        List<Pair> pairs = new ArrayList<>();
        for (Task task : experiment.tasks()) {
            for (String train : zooms) {
                zooms.forEach(test -> pairs.add(new Pair(task, train, test)));
            }
        }
        Part[] parts = new Part[pairs.size()];
        AtomicInteger done = new AtomicInteger();
        IntStream.range(0, parts.length).parallel().forEach(i -> {
            progress.checkCancelled();
            parts[i] = part(pairs.get(i));
            progress.advance("evaluation", done.incrementAndGet(), parts.length);
        });
        return List.of(parts);
    }

    private boolean primary(Pair pair) {
        return pair.trainZoom().equals(experiment.primaryZoom())
                && pair.testZoom().equals(experiment.primaryZoom());
    }

    private Part part(Pair pair) {
        List<ArmResult> cells = new ArrayList<>();
        List<Run> runs = new ArrayList<>();
        for (Arm arm : experiment.arms()) {
            boolean inMatrix = arm.members().stream().allMatch(experiment.matrixArms()::contains);
            if (primary(pair) || inMatrix) {
                ArmResult cell = cell(pair, arm, reader.heads(pair.task(), arm, pair.trainZoom()));
                cells.add(cell);
                runs.addAll(cell.runs());
            }
        }
        List<Summary> summaries =
                cells.isEmpty() ? List.of() : new ArmComparison(cells, bootstrap, settings(pair)).summaries();
        return primary(pair) ? primaryPart(pair, cells, runs, summaries) : matrixPart(runs, summaries);
    }

    private ArmComparison.Settings settings(Pair pair) {
        PrimaryComparison primary = request.primary();
        boolean has = primary != null && primary(pair) && primary.task() == pair.task();
        return new ArmComparison.Settings(request.confidence(), deviationByN(), request.family(), has ? primary : null);
    }

    private boolean deviationByN() {
        return experiment.protocol().has(Deviation.SPREAD_BY_N);
    }

    private static Part matrixPart(List<Run> runs, List<Summary> summaries) {
        return new Part(runs, summaries, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private Part primaryPart(Pair pair, List<ArmResult> cells, List<Run> runs, List<Summary> summaries) {
        List<Curve> curves = new ArrayList<>();
        List<Confusion> confusion = new ArrayList<>();
        List<Calibration> calibration = new ArrayList<>();
        List<Misclassification> misclassification = new ArrayList<>();
        List<Mistake> mistakes = new ArrayList<>();
        for (ArmResult cell : cells) {
            curves.addAll(new CurveBlocks(cell, bootstrap, request.confidence(), deviationByN()).curves());
            confusion.add(PrimaryBlocks.confusion(cell));
            calibration.addAll(PrimaryBlocks.calibration(cell));
            boolean published = experiment.protocol().has(Deviation.RATES_BY_TRAINING_COUNT);
            misclassification.addAll(ErrorRates.of(cell, published ? heads.trainSize(cell) : null));
            mistakes.addAll(PrimaryBlocks.mistakes(cell));
        }
        List<Detectable> detectable = PowerBlock.of(cells, bootstrap, settings(pair));
        return new Part(runs, summaries, detectable, curves, confusion, calibration, misclassification, mistakes);
    }

    private ArmResult cell(Pair pair, Arm arm, List<ScoredSet> sets) {
        ZoomSet test = new ZoomSet(pair.testZoom());
        return new ArmResult(
                pair.task(),
                arm,
                pair.trainZoom(),
                pair.testZoom(),
                sets.stream().map(set -> set.of(test)).toList(),
                reader.patients());
    }
}
