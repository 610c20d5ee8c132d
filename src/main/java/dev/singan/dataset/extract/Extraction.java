package dev.singan.dataset.extract;

import dev.singan.base.CancelledException;
import dev.singan.base.FileTree;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import dev.singan.dataset.archive.Catalogue;
import dev.singan.dataset.record.Alike;
import dev.singan.dataset.record.Facts;
import dev.singan.dataset.record.Lesion;
import dev.singan.dataset.record.Skipped;
import dev.singan.dataset.record.SourceImage;
import dev.singan.image.dicom.DicomHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an archive's mammograms into patches: {@code patches/lesion/ID.png}, {@code patches/healthy/ID.png} (224x224, 8-bit grey) and
 * {@code patches/extraction.json}. The patches come into being in a folder beside and take their place when all are there.
 */
public final class Extraction {
    private static final String TASK = "patches";

    private final ExtractionRequest request;
    private final Progress progress;
    private final WorkFolder folder;
    private final Path staging;
    private final List<CutPatch> patches = new ArrayList<>();
    private final List<Skipped> skipped;
    private final Map<String, List<String>> byHash = new LinkedHashMap<>();
    private final Catalogue catalogue;
    private final Depths depths;
    private final DamageList damage;
    private final List<String> notes = new ArrayList<>();
    private int nextId;
    private int images;
    private int lesions;
    private int windows;

    private Extraction(ExtractionRequest request, Progress progress) {
        this.request = request;
        this.progress = progress;
        this.folder = new WorkFolder(request.workDirectory());
        this.staging = folder.newPatches();
        this.catalogue =
                request.archive().provider().open(request.archiveDirectory()).catalogue(progress);
        this.skipped = new ArrayList<>(catalogue.skipped());
        this.damage = new DamageList(request.workDirectory());
        notes.addAll(Alike.warnings(
                Alike.files(catalogue.images().stream().map(SourceImage::name).toList())));
        this.depths = new Depths(request.rules().bitsUsed());
    }

    /**
     * Runs an extraction; what an earlier one left in {@code patches/} is replaced.
     *
     * @throws UserException where the archive cannot be used, or too much of it is damaged; {@code patches/} is then as before
     * @throws CancelledException where the progress says so; {@code patches/} is then as before
     */
    public static ExtractionResult run(ExtractionRequest request, Progress progress) throws IOException {
        check(request);
        return new Extraction(request, progress).run();
    }

    private static void check(ExtractionRequest request) {
        double share = request.rules().maximumSkipped();
        if (!(share >= 0 && share <= 1)) {
            throw new UserException("singan.skipped.maximum is " + share + ", but must lie between 0 and 1.");
        }
        Integer limit = request.rules().healthyPerImage();
        if (limit != null && limit < 0) {
            throw new UserException("singan.healthy.perImage is " + limit + ", but must be 0 (all) or more.");
        }
        int bits = request.rules().bitsUsed();
        if (bits < Byte.SIZE || bits > Short.SIZE) {
            throw new UserException("singan.image.bits is " + bits + ", but must lie between 8 and 16.");
        }
        if (request.threads() < 1) {
            throw new UserException("singan.extract.threads is " + request.threads() + ", but must be 1 or more.");
        }
        if (!Files.isDirectory(request.archiveDirectory())) {
            throw new UserException("There is no archive: " + request.archiveDirectory()
                    + " is not a directory. Set singan.archive.directory to where the "
                    + request.archive().label() + " archive lies.");
        }
    }

    private ExtractionResult run() throws IOException {
        damage.clear();
        if (catalogue.images().isEmpty()) {
            checkSkipped();
            throw new UserException("The archive " + request.archiveDirectory() + " holds no usable image"
                    + (skipped.isEmpty() ? "." : ": " + damage.of(skipped))
                    + " Set singan.archive.directory to where the "
                    + request.archive().label() + " archive lies.");
        }
        if (isTooDamaged()) {
            progress.warn(
                    damaged() + " rows and files of the archive cannot be used, which is too many; its images are still"
                            + " read, to name all that cannot");
        }
        FileTree.delete(staging);
        try {
            Files.createDirectories(staging.resolve("lesion"));
            Files.createDirectories(staging.resolve("healthy"));
            cutAll();
            checkSkipped();
            if (patches.isEmpty()) {
                throw new UserException("No patch could be cut from the " + images + " images of "
                        + request.archiveDirectory() + (skipped.isEmpty() ? "." : ": " + damage.of(skipped)));
            }
            ExtractionResult result = result();
            Json.write(staging.resolve(folder.extraction().getFileName()), result);
            replace();
            notes.forEach(progress::warn);
            depths.notes().forEach(progress::warn);
            return result;
        } finally {
            FileTree.delete(staging);
        }
    }

    /** The table of the patches that were there goes with them; what lies beside them stays. */
    private void replace() throws IOException {
        Path target = folder.patches();
        Files.createDirectories(target);
        Files.deleteIfExists(folder.extraction());
        Files.deleteIfExists(folder.patchTable());
        for (String name :
                List.of("lesion", "healthy", folder.extraction().getFileName().toString())) {
            FileTree.delete(target.resolve(name));
            Files.move(staging.resolve(name), target.resolve(name));
        }
    }

    private void cutAll() throws IOException {
        List<SourceImage> sources = catalogue.images();
        Cutter cutter = new Cutter(request.rules(), healthyLimit());
        int megabytes = request.archive().provider().megabytesPerImage();
        try (CutQueue cuts = new CutQueue(cutter, sources, request.threads(), megabytes)) {
            for (int i = 0; i < sources.size(); i++) {
                progress.checkCancelled();
                take(sources.get(i), cuts.next());
                progress.advance(TASK, i + 1, sources.size());
            }
        }
    }

    private int healthyLimit() {
        Integer limit = request.rules().healthyPerImage();
        return limit != null ? limit : request.archive().provider().healthyPerImage();
    }

    private void take(SourceImage source, Cutter.Cuts cuts) throws IOException {
        skipped.addAll(cuts.skipped());
        notes.addAll(cuts.notes());
        if (cuts.depth() != null) {
            depths.add(source.name(), cuts.depth());
        }
        String sha256 = cuts.sha256();
        if (sha256 == null || isTooDamaged()) {
            // The other images are still read, so that the failure names all that is damaged.
            return;
        }
        images++;
        byHash.computeIfAbsent(sha256, key -> new ArrayList<>()).add(source.name());
        for (Cutter.Cut cut : cuts.cuts()) {
            int id = nextId++;
            boolean healthy = cut.kind() == CutPatch.Kind.HEALTHY;
            windows += healthy ? 1 : 0;
            lesions += !healthy && cut.zoom() == 1 ? 1 : 0;
            byte[] png = cut.png();
            if (png != null) {
                CutPatch patch = patch(source, cut, id, sha256, cuts.header());
                Files.write(staging.resolve(patch.fileName()), png);
                patches.add(patch);
            }
        }
    }

    private static CutPatch patch(
            SourceImage source, Cutter.Cut cut, int id, String sha256, @Nullable DicomHeader header) {
        Lesion lesion = cut.lesion() < 0 ? null : source.lesions().get(cut.lesion());
        Facts known = lesion == null ? null : lesion.facts();
        Facts said = known == null ? source.facts() : known;
        Facts facts = header == null ? said : said.with(header);
        boolean healthy = cut.kind() == CutPatch.Kind.HEALTHY;
        return new CutPatch(
                id,
                cut.kind(),
                source.name(),
                sha256,
                source.set(),
                source.format(),
                source.patient(),
                healthy || lesion == null ? null : lesion.id(),
                cut.box(),
                cut.zoom(),
                healthy ? facts.healthy() : facts,
                source.split());
    }

    /** Whether too much is damaged; what the study's rules leave out does not count. */
    private boolean isTooDamaged() {
        return damaged() > request.rules().maximumSkipped() * units();
    }

    private long damaged() {
        return skipped.stream().filter(Skipped::damaged).count();
    }

    private long units() {
        long lesionsInAll = catalogue.images().stream()
                .mapToInt(image -> image.lesions().size())
                .sum();
        long inTables = catalogue.skipped().stream().filter(Skipped::damaged).count();
        return catalogue.images().size() + lesionsInAll + inTables;
    }

    /** Fails where too much is damaged, once all is known that is. */
    private void checkSkipped() throws IOException {
        if (isTooDamaged()) {
            throw new UserException(damaged() + " of " + units() + " images and lesions of "
                    + request.archiveDirectory() + " cannot be used, more than singan.skipped.maximum="
                    + request.rules().maximumSkipped() + " allows: "
                    + damage.of(skipped) + " Mend them, or raise singan.skipped.maximum to go on without them.");
        }
    }

    private ExtractionResult result() {
        List<List<String>> duplicates =
                byHash.values().stream().filter(names -> names.size() > 1).toList();
        return new ExtractionResult(
                ExtractionResult.SCHEMA,
                request.archive(),
                images,
                lesions,
                windows,
                patches,
                skipped,
                duplicates,
                Stream.of(catalogue.notes(), notes, depths.notes())
                        .flatMap(List::stream)
                        .toList());
    }
}
