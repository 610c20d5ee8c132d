package dev.singan.fuzz;

import dev.singan.base.Hashes;
import dev.singan.base.Progress;
import dev.singan.base.Protocol;
import dev.singan.dataset.archive.ArchiveKind;
import dev.singan.dataset.extract.Extraction;
import dev.singan.dataset.extract.ExtractionRequest;
import dev.singan.dataset.extract.ExtractionRules;
import dev.singan.gan.model.Singan;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import dev.singan.study.publish.SyntheticSource;
import dev.singan.tensor.file.PthReader;
import dev.singan.tensor.file.Safetensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Images, tables, weights and packed data sets; the corpora are the fixtures of the readers' own tests. */
final class FileTargets {
    private static final int DAMAGES = 300;

    private final Path folder;
    private final List<FuzzTarget> targets = new ArrayList<>();

    private FileTargets(Path folder) {
        this.folder = folder;
    }

    static List<FuzzTarget> of(Path folder) throws IOException {
        FileTargets made = new FileTargets(folder.resolve("files"));
        made.images("tif", "png", "jpg", "pgm", "ppm");
        made.tables();
        made.weights();
        made.packs();
        return made.targets;
    }

    private static Path resources(String name) {
        return Path.of("test/resources").resolve(name);
    }

    private static List<byte[]> corpus(String name, String ending) throws IOException {
        List<byte[]> corpus = new ArrayList<>();
        try (Stream<Path> files = Files.list(resources(name))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(ending)).sorted().toList()) {
                corpus.add(Files.readAllBytes(file));
            }
        }
        return corpus;
    }

    private void images(String... endings) throws IOException {
        for (String ending : endings) {
            targets.add(new FuzzTarget(
                    ending,
                    folder.resolve("image." + ending),
                    DAMAGES,
                    corpus("images", "." + ending),
                    ImageFiles::read));
        }
    }

    private void tables() throws IOException {
        Path archive = Files.createDirectories(folder.resolve("archive"));
        byte[] pixels = new byte[60 * 60];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % 60 < 55 ? 100 + i % 90 : 3);
        }
        ImageFiles.writePng(archive.resolve("a.png"), new GrayImage(60, 60, pixels));
        String csv = "file_name,patient_id,Format,classification,x,y,width,height,age,density\n"
                + "a.png,anna,Film,Malign,10,10,20,20,50,3\n"
                + "a.png,anna,Film,Benign,30.5,30,10,10,,\n";
        String lines = "{\"file_name\":\"a.png\",\"patient_id\":7,\"Format\":\"Film\",\"classification\":\"Benign\","
                + "\"x\":5,\"y\":5,\"width\":20,\"height\":20,\"age\":61}\n";
        targets.add(table("csv", archive, csv, csv.replace(',', ';'), csv.replace(',', '\t')));
        Path other = Files.createDirectories(folder.resolve("archive-lines"));
        Files.copy(archive.resolve("a.png"), other.resolve("a.png"));
        targets.add(table("jsonl", other, lines, lines + lines));
    }

    private FuzzTarget table(String ending, Path archive, String... texts) {
        ExtractionRequest request = new ExtractionRequest(
                ArchiveKind.FOLDER,
                archive,
                folder.resolve("work-" + ending),
                ExtractionRules.of(Protocol.STRICT, 1).withMaximumSkipped(1),
                1);
        return new FuzzTarget(
                "table." + ending,
                archive.resolve("table." + ending),
                DAMAGES,
                Stream.of(texts).map(t -> t.getBytes(StandardCharsets.UTF_8)).toList(),
                file -> Extraction.run(request, Progress.NONE));
    }

    private void weights() throws IOException {
        List<byte[]> pth = corpus("pth", ".pth");
        // Those that are refused whole are no corpus of what is read; damages of the others come to them.
        Path probe = Files.createDirectories(folder).resolve("probe.pth");
        List<byte[]> readable = new ArrayList<>();
        for (byte[] one : pth) {
            Files.write(probe, one);
            try {
                PthReader.read(probe);
                readable.add(one);
            } catch (dev.singan.base.UserException e) {
                Files.write(probe, new byte[0]);
            }
        }
        targets.add(new FuzzTarget("pth", folder.resolve("weights.pth"), DAMAGES, readable, PthReader::read));
        List<byte[]> scale = List.of(Files.readAllBytes(modelWithScale().resolve("scale-0.safetensors")));
        targets.add(new FuzzTarget(
                "safetensors", folder.resolve("weights.safetensors"), DAMAGES, scale, Safetensors::read));
        Path model = modelWithScale();
        targets.add(new FuzzTarget(
                "scale of a model",
                model.resolve("scale-0.safetensors"),
                DAMAGES,
                scale,
                file -> Singan.readModel(model)));
    }

    private Path modelWithScale() throws IOException {
        return RecordTargets.model(folder.resolve("model"));
    }

    private void packs() throws IOException {
        byte[] png = Files.readAllBytes(resources("images/gray.png"));
        Path patches = folder.resolve("patches");
        Files.createDirectories(patches.resolve("lesion"));
        Files.write(patches.resolve("lesion/17.png"), png);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("synthetic/17/0000.png", png);
        entries.put("singan/17/model.json", "{}".getBytes(StandardCharsets.UTF_8));
        String manifest = RecordTargets.packManifest(entries.entrySet().stream()
                .map(e -> "\"" + e.getKey() + "\":\"" + Hashes.sha256(e.getValue()) + "\"")
                .toList());
        entries.put("manifest.json", manifest.getBytes(StandardCharsets.UTF_8));
        targets.add(new FuzzTarget(
                "zip", folder.resolve("pack.zip"), DAMAGES, List.of(zip(entries, true), zip(entries, false)), file -> {
                    SyntheticSource source = SyntheticSource.open(file);
                    source.unpackSamples(source.ids(), patches, folder.resolve("taken/synthetic"));
                    source.unpackModels(source.ids(), folder.resolve("taken/singan"));
                    source.origin();
                }));
    }

    private static byte[] zip(Map<String, byte[]> entries, boolean packed) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(packed ? 9 : 0);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
