package dev.singan.fuzz;

import dev.singan.base.Hashes;
import dev.singan.base.Json;
import dev.singan.base.OwnFolder;
import dev.singan.base.Progress;
import dev.singan.base.Protocol;
import dev.singan.base.Records;
import dev.singan.base.WorkFolder;
import dev.singan.classify.ClassificationRecord;
import dev.singan.classify.HeadRecord;
import dev.singan.classify.Prediction;
import dev.singan.dataset.extract.ExtractionResult;
import dev.singan.dataset.patch.Metadata;
import dev.singan.dataset.patch.MetadataRequest;
import dev.singan.dataset.patch.MetadataRules;
import dev.singan.dataset.patch.PatchTable;
import dev.singan.gan.model.ModelFiles;
import dev.singan.gan.model.SampleRequest;
import dev.singan.gan.model.Singan;
import dev.singan.gan.model.TrainedSingan;
import dev.singan.metric.SampleQuality;
import dev.singan.report.ReportFixture;
import dev.singan.report.check.Check;
import dev.singan.report.check.CheckRequest;
import dev.singan.report.check.Reference;
import dev.singan.report.check.ResultsFile;
import dev.singan.study.phase.FileHashes;
import dev.singan.study.phase.FolderManifest;
import dev.singan.study.phase.Origin;
import dev.singan.study.phase.Stamps;
import dev.singan.study.phase.WorkFolders;
import dev.singan.study.publish.Manifests;
import dev.singan.study.publish.SyntheticManifest;
import dev.singan.study.results.Results;
import dev.singan.tensor.engines.Engines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A record of each kind that goals keep and read. */
final class RecordTargets {
    private static final String HASH = Hashes.sha256("x");
    private static final String STUDY = "{\"schema\":\"singan-manifest/1\",\"command\":\"mvn verify\",\"commit\":null,"
            + "\"versions\":{\"singan\":\"1\"},\"machine\":{\"cores\":\"2\"},\"seed\":42,\"parameters\":{\"singan.seed\":\"42\"},"
            + "\"phases\":[{\"name\":\"train\",\"goal\":\"train\",\"algorithm\":3,\"key\":\"" + HASH
            + "\",\"inputs\":{\"a\":{\"files\":1,\"sha256\":\"" + HASH + "\"}},\"outputs\":{}}]";

    private final Path folder;
    private final List<FuzzTarget> targets = new ArrayList<>();

    private RecordTargets(Path folder) {
        this.folder = folder;
    }

    static List<FuzzTarget> of(Path folder) throws IOException {
        RecordTargets made = new RecordTargets(folder.resolve("records"));
        made.study();
        made.caches();
        made.models();
        made.dataset();
        made.classification();
        made.results();
        return made.targets;
    }

    private void add(String name, String file, String json, FuzzTarget.Reader reader) {
        targets.add(new FuzzTarget(
                name, folder.resolve(file), 1000, List.of(json.getBytes(StandardCharsets.UTF_8)), reader));
    }

    /** Records that have no reader but {@link Records}. */
    private <T> void add(String name, String json, Class<T> type) {
        add(name, name.replace(' ', '-') + ".json", json, file -> Records.read(file, type, "Make it again."));
    }

    private static String map(String... namesAndValues) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add("\"" + namesAndValues[i] + "\":" + namesAndValues[i + 1]);
        }
        return "{" + String.join(",", fields) + "}";
    }

    static String packManifest(List<String> files) {
        return "{\"schema\":\"singan-synthetic/1\",\"archive\":\"PHANTOM\",\"real\":false,\"size\":64,"
                + "\"singans\":[{\"id\":17,\"patch\":\"lesion/17.png\",\"patchSha256\":\"" + HASH
                + "\",\"patient\":\"film-9\",\"format\":\"Film\",\"zoom\":3,\"samples\":1}],\"study\":" + STUDY + "},"
                + "\"files\":{" + String.join(",", files) + "}}";
    }

    private void study() {
        String stamp = "{\"schema\":\"singan-stamp/1\",\"goal\":\"train\",\"key\":\"" + HASH
                + "\",\"algorithm\":3,\"parameters\":{\"singan.seed\":\"42\"},\"versions\":{},\"inputs\":{\"a\":\""
                + HASH
                + "\"},\"outputs\":{\"singan/17/model.json\":\"" + HASH
                + "\"},\"run\":{\"ended\":\"2026-01-01T00:00:00Z\",\"seconds\":1.5,\"peakMemoryMegabytes\":3,\"command\":\"mvn\"}}";
        WorkFolder work = new WorkFolder(folder.resolve("work"));
        add("stamp", "work/stamps/train.json", stamp, file -> {
            Stamps.read(work, "train");
            Manifests.of(work, "mvn", "3", folder, 42);
            Manifests.run(work);
            Stamps.setAside(work);
        });
        WorkFolder parts = new WorkFolder(folder.resolve("parts"));
        add("stamp of a part", "parts/stamps/train/17.json", stamp, file -> {
            Stamps.parts(parts, "train");
            Stamps.setAside(parts);
        });
        add(
                "begun",
                "begun/stamps/train.begun",
                HASH + "\nsingan/17\n",
                file -> WorkFolders.empty(new WorkFolder(folder.resolve("begun"))));
        add(
                "list of outputs",
                "lists/stamps/train.sha256",
                HASH + "  singan/17/model.json\n",
                file -> WorkFolders.empty(new WorkFolder(folder.resolve("lists"))));
        add(
                "manifest",
                "report/manifest.json",
                STUDY + ",\"files\":{\"index.html\":\"" + HASH
                        + "\"},\"run\":{\"written\":\"2026\",\"phases\":{},\"parts\":{}," + "\"files\":{\"run.html\":\""
                        + HASH + "\"}}}",
                file -> Manifests.verify(folder.resolve("report")));
        add("manifest of a pack", packManifest(List.of()), SyntheticManifest.class);
        add(
                "origin",
                "{\"sha256\":\"" + HASH + "\"," + STUDY.substring(STUDY.indexOf("\"command\"")) + "}",
                Origin.class);
        add(
                "manifest of a folder",
                map(
                        "schema",
                        "\"singan-folder/1\"",
                        "goal",
                        "\"train\"",
                        "algorithm",
                        "1",
                        "key",
                        "\"" + HASH + "\"",
                        "parameters",
                        "{}",
                        "versions",
                        "{}",
                        "inputs",
                        "{}",
                        "files",
                        "{\"a\":\"" + HASH + "\"}"),
                FolderManifest.class);
        OwnFolder.Kind kind = new OwnFolder.Kind("work", "-Dx=…", n -> false, java.util.Set.of(), f -> false);
        add("mark", "marked/" + OwnFolder.MARK, "{\"kind\":\"work\",\"version\":1,\"foreign\":[\"a\"]}", file -> {
            OwnFolder.claim(folder.resolve("marked"), kind, false);
            OwnFolder.foreign(folder.resolve("marked"));
        });
    }

    private void caches() {
        add(
                "hashes",
                "cache/hashes.json",
                "{\"/tmp/a\":{\"size\":1,\"modified\":2,\"sha256\":\"" + HASH
                        + "\"},\"/tmp/b\":{\"size\":1,\"modified\":2,\"sha256\":\"" + HASH + "\"}}",
                file -> FileHashes.open(file, false).save());
    }

    /** A small SinGAN as this project writes it. */
    static Path model(Path to) throws IOException {
        ModelFiles.write(to, (TrainedSingan) Singan.readModel(Path.of("test/resources/singan/official")));
        return to;
    }

    private void models() throws IOException {
        Path model = model(folder.resolve("model"));
        add("model", "model/model.json", Files.readString(model.resolve("model.json")), file -> {
            try (Singan singan = Singan.load(model, Engines.of("exact"))) {
                singan.sample(SampleRequest.of(1, 1), 0);
            }
        });
    }

    private void dataset() throws IOException {
        Path work = folder.resolve("data");
        String patch = "{\"id\":17,\"kind\":\"LESION\",\"image\":\"a.png\",\"imageSha256\":\"" + HASH
                + "\",\"set\":\"F01\",\"format\":\"FILM\",\"patient\":\"9\",\"lesion\":\"1\",\"box\":{\"x\":1,\"y\":2,\"width\":30,"
                + "\"height\":40},\"zoom\":1,\"facts\":{\"classification\":\"Malign\",\"view\":1,\"viewAsStored\":1,\"age\":50.0,"
                + "\"density\":2.0,\"calcification\":1,\"nodule\":0}}";
        add(
                "extraction",
                "data/patches/extraction.json",
                "{\"schema\":\"singan-extraction/1\",\"archive\":\"FOLDER\",\"images\":1,\"lesions\":1,\"windows\":0,\"patches\":["
                        + patch
                        + "],\"skipped\":[{\"file\":\"a\",\"row\":1,\"reason\":\"b\",\"damaged\":true}],\"duplicates\":[[\"a\",\"b\"]],"
                        + "\"notes\":[\"n\"]}",
                file -> {
                    ExtractionResult.read(work);
                    Metadata.run(new MetadataRequest(work, MetadataRules.of(Protocol.STRICT)), Progress.NONE);
                    Metadata.run(new MetadataRequest(work, MetadataRules.of(Protocol.PUBLISHED)), Progress.NONE);
                });
        String row = "{\"file_name\":\"lesion/17.png\",\"patient_id\":\"film-9\",\"image_view\":1,\"Format\":\"Film\","
                + "\"classification\":\"Malign\",\"age\":50,\"density\":null,\"zoom_group\":3,\"suspicious\":1,\"calcification\":0,\"nodule\":1}\n";
        add("patch table", "metadata.jsonl", row + row.replace("17", "18"), PatchTable::read);
        add(
                "sifid",
                "{\"layer\":\"sifid/gabor64\",\"weights\":\"none\",\"path\":\"pixels\",\"mean\":0.1,\"sd\":0.1,\"median\":0.1,\"q1\":0.1,"
                        + "\"q3\":0.2,\"n\":1,\"values\":[0.1],\"noise\":{\"mean\":1,\"sd\":0,\"median\":1,\"q1\":1,\"q3\":1,\"n\":1},"
                        + "\"real\":null,\"diversity\":0.1,\"nearest\":{\"sourceMean\":0.1,\"sourceMin\":0.1,\"nearestSample\":0,"
                        + "\"samplesMean\":0.1,\"windowMean\":0.1}}",
                SampleQuality.class);
    }

    private void classification() {
        String prediction = "{\"patch\":17,\"patient\":\"film-9\",\"set\":\"test\",\"label\":\"malignant\",\"zoom\":3,"
                + "\"scores\":{\"healthy\":0.1,\"benign\":0.3,\"malignant\":0.6}}\n";
        add("predictions", "binary.baseline.z3.s0.jsonl", prediction + prediction, Prediction::read);
        add(
                "head",
                "binary.oversampling.z3.s0.json",
                "{\"task\":\"binary\",\"arm\":\"baseline\",\"trainZoom\":\"3\",\"split\":0,\"bestEpoch\":0,\"testedEpoch\":0,"
                        + "\"trainLoss\":[0.5],\"validationLoss\":[0.5],\"trainAccuracy\":[0.5],\"validationAccuracy\":[0.5],"
                        + "\"trainAuc\":[null],\"validationAuc\":[0.5],\"classes\":[{\"label\":\"healthy\",\"trainPrecision\":[null],"
                        + "\"validationPrecision\":[0.5],\"trainRecall\":[1],\"validationRecall\":[0]}],\"drawn\":{\"healthy\":3},\"perSource\":[1],\"note\":\"\","
                        + "\"sets\":[{\"set\":\"train\",\"label\":\"benign\",\"zoom\":3,\"format\":\"Film\",\"patches\":1,\"patients\":1,"
                        + "\"synthetic\":0}]}",
                file -> HeadRecord.read(folder.resolve("binary.oversampling.z3.s0.jsonl")));
        add(
                "classification",
                "heads/predictions/classification.json",
                "{\"backbone\":\"scattering\",\"weights\":\"none\",\"dimension\":8,\"sources\":[17],\"checks\":[{\"name\":\"a\","
                        + "\"split\":0,\"passed\":true,\"detail\":\"\"}],\"detection\":null,\"pixels\":[{\"task\":\"binary\","
                        + "\"label\":\"suspicious\",\"zoom\":\"3\",\"feature\":\"mean\",\"auc\":0.5,\"n\":3}],\"warnings\":[]}",
                file -> ClassificationRecord.read(folder.resolve("heads")));
    }

    private void results() throws IOException {
        Results whole = ReportFixture.results();
        Path references = folder.resolve("references");
        CheckRequest request = new CheckRequest(folder.resolve("results.json"), references, Map.of());
        add("results", "results.json", Json.line(whole), file -> {
            ResultsFile.read(file);
            Reference.of(file);
            Check.run(request);
        });
        Path results = folder.resolve("accepted/results.json");
        Json.write(results, whole);
        CheckRequest held = new CheckRequest(results, references, Map.of());
        add("reference", "references/phantom-strict.json", Json.line(Reference.of(results)), file -> Check.run(held));
    }
}
