package dev.singan.study.publish;

import dev.singan.base.AtomicFiles;
import dev.singan.base.DamagedRecordException;
import dev.singan.base.Hashes;
import dev.singan.base.Limits;
import dev.singan.base.Records;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import dev.singan.dataset.patch.Patch;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import dev.singan.study.phase.Manifest;
import dev.singan.study.phase.Origin;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A packed synthetic data set of another study ({@link SyntheticPack}), whose samples a study takes instead of training. Nothing is taken
 * that its manifest does not name with its hash, and nothing whose source patch is another one here.
 */
public final class SyntheticSource {
    /** What a folder of samples or of a model may hold; no entry can leave it. */
    private static final Pattern MEMBER =
            Pattern.compile("(synthetic|singan)/\\d{1,9}/[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /** Bytes that an entry may have however well it is packed. */
    private static final int SMALL = 1 << 20;

    private final Path file;
    private final SyntheticManifest manifest;

    private long unpacked;

    private SyntheticSource(Path file, SyntheticManifest manifest) {
        this.file = file;
        this.manifest = manifest;
    }

    /**
     * Opens a data set, and holds the names of its entries against its manifest.
     *
     * @throws UserException where it is missing or none
     */
    public static SyntheticSource open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UserException("singan.synthetic names " + file + ", but there is no such file.");
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(Manifest.FILE);
            if (entry == null) {
                throw none(file, "it holds no " + Manifest.FILE);
            }
            if (zip.size() > Limits.ZIP_ENTRIES) {
                throw none(file, "it has " + zip.size() + " entries");
            }
            byte[] bytes = read(zip, entry, file);
            SyntheticManifest manifest = manifest(bytes, file);
            Set<String> names = names(zip);
            names.remove(Manifest.FILE);
            if (!names.equals(manifest.files().keySet())) {
                throw none(file, "its entries are not those that its manifest names");
            }
            return new SyntheticSource(file, manifest);
        } catch (ZipException | EOFException e) {
            throw damaged(file, e);
        }
    }

    private static SyntheticManifest manifest(byte[] json, Path file) {
        try {
            return Records.parse(json, SyntheticManifest.class);
        } catch (DamagedRecordException e) {
            throw none(file, "its " + Manifest.FILE + " is damaged: " + e.getMessage());
        }
    }

    private static Set<String> names(ZipFile zip) {
        Set<String> names = new TreeSet<>();
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
            names.add(all.nextElement().getName());
        }
        return names;
    }

    private static UserException damaged(Path file, IOException e) {
        return none(file, "it is damaged" + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")"));
    }

    private static UserException none(Path file, String reason) {
        return new UserException(
                "singan.synthetic names " + file + ", which is no synthetic data set of singan:attach: " + reason
                        + ". Take a file with the classifier synthetic.");
    }

    /** The zip file. */
    public Path file() {
        return file;
    }

    /** What it says of itself. */
    public SyntheticManifest manifest() {
        return manifest;
    }

    /** The numbers of the source patches, in the order in which the arms take them. */
    public List<Integer> ids() {
        return manifest.singans().stream().map(SyntheticManifest.Source::id).toList();
    }

    /**
     * Asserts that the samples fit a study: their source patches are the very same files here, so that who is kept out of the test sets is
     * who is shown on them.
     *
     * @param ids the sources that are wanted
     * @param table the study's patches
     * @param patches the folder of their files
     * @param size the size that the study's patches pass through
     * @throws UserException where they do not fit; the message says what differs
     */
    public void check(List<Integer> ids, List<Patch> table, Path patches, int size) throws IOException {
        if (size != manifest.size()) {
            throw new UserException("The SinGANs of " + file.getFileName() + " are of " + manifest.size()
                    + " pixels, but singan.gan.size is " + size + ": sharpness would tell samples from patches. Set"
                    + " -Dsingan.gan.size=" + manifest.size() + ", or take another data set.");
        }
        checkTable(ids, table);
        for (int id : ids) {
            SyntheticManifest.Source source = source(id);
            String here = Hashes.sha256(patches.resolve(source.patch()));
            if (!here.equals(source.patchSha256())) {
                throw another(
                        source, source.patch() + " has the SHA-256 " + here + " here, and had " + source.patchSha256());
            }
        }
    }

    /**
     * Asserts that the sources stand in a study's table as they did where the samples were made.
     *
     * @throws UserException where they do not
     */
    public void checkTable(List<Integer> ids, List<Patch> table) {
        Map<Integer, Patch> byId = table.stream().collect(Collectors.toMap(Patch::id, Function.identity()));
        for (int id : ids) {
            SyntheticManifest.Source source = source(id);
            Patch patch = byId.get(id);
            if (patch == null
                    || !patch.fileName().equals(source.patch())
                    || !patch.patientId().equals(source.patient())) {
                throw another(
                        source,
                        patch == null
                                ? "there is no patch " + id + " here"
                                : "patch " + id + " is " + patch.fileName() + " of patient " + patch.patientId()
                                        + " here");
            }
        }
    }

    private UserException another(SyntheticManifest.Source source, String difference) {
        return new UserException(
                "The SinGAN " + source.id() + " of " + file.getFileName() + " was trained on " + source.patch()
                        + " of patient " + source.patient() + ", but this study has another one: " + difference
                        + ". Samples can be taken by studies of the same archive and extraction only, as the patients behind them must"
                        + " be known; remove singan.synthetic to train SinGANs here.");
    }

    private SyntheticManifest.Source source(int id) {
        return manifest.singans().stream()
                .filter(s -> s.id() == id)
                .findFirst()
                .orElseThrow(() -> new UserException("singan.sources names patch " + id + ", but " + file.getFileName()
                        + " holds the SinGANs " + ids() + " only."));
    }

    /**
     * Asserts that there are enough samples.
     *
     * @throws UserException where a SinGAN has fewer
     */
    public void checkSamples(List<Integer> ids, int needed) {
        for (int id : ids) {
            if (source(id).samples() < needed) {
                throw new UserException("An arm needs " + needed + " samples of each SinGAN, but " + file.getFileName()
                        + " holds " + source(id).samples() + " of SinGAN " + id
                        + ": lower singan.augment.count, remove the arm, or take a larger data set.");
            }
        }
    }

    /** Unpacks what the data set tells of its models: descriptions, losses and pictures, into a folder for each. */
    public void unpackModels(List<Integer> ids, Path singans) throws IOException {
        unpack(SyntheticPack.MODELS, ids, singans);
    }

    /**
     * Unpacks the samples and their scores, into a folder for each SinGAN.
     *
     * @param patches the folder of the study's patches, whose size the samples have
     * @throws UserException where they have another, or are no images
     */
    public void unpackSamples(List<Integer> ids, Path patches, Path synthetic) throws IOException {
        unpack(SyntheticPack.SAMPLES, ids, synthetic);
        for (int id : ids) {
            SyntheticManifest.Source source = source(id);
            GrayImage patch = ImageFiles.read(patches.resolve(source.patch()));
            for (int i = 0; i < source.samples(); i++) {
                checkSize(patch, SyntheticPack.SAMPLES + id + "/" + WorkFolder.sampleName(i), synthetic);
            }
        }
    }

    private void checkSize(GrayImage patch, String name, Path synthetic) {
        Path unpacked = synthetic.resolve(name.substring(SyntheticPack.SAMPLES.length()));
        if (!Files.exists(unpacked)) {
            throw none(file, "it holds no " + name + ", which its manifest counts");
        }
        GrayImage sample = ImageFiles.read(unpacked);
        if (sample.width() != patch.width() || sample.height() != patch.height()) {
            throw none(
                    file,
                    name + " has " + sample.width() + "x" + sample.height() + " pixels, and not the " + patch.width()
                            + "x" + patch.height() + " of the patch that it was made from");
        }
    }

    private void unpack(String kind, List<Integer> ids, Path to) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Map.Entry<String, String> entry : manifest.files().entrySet()) {
                String name = entry.getKey();
                for (int id : ids) {
                    if (name.startsWith(kind + id + "/")) {
                        unpack(zip, name, entry.getValue(), to.resolve(name.substring(kind.length())));
                    }
                }
            }
        } catch (ZipException | EOFException e) {
            throw damaged(file, e);
        }
    }

    private void unpack(ZipFile zip, String name, String hash, Path to) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null || !MEMBER.matcher(name).matches()) {
            throw none(file, "'" + name + "' is no name of a file in it");
        }
        byte[] bytes = read(zip, entry, file);
        unpacked += bytes.length;
        if (unpacked > Limits.UNPACKED) {
            throw none(file, "it unpacks to more than " + (Limits.UNPACKED >> 20) + " MB");
        }
        if (!Hashes.sha256(bytes).equals(hash)) {
            throw new UserException(name + " in " + file + " has the SHA-256 " + Hashes.sha256(bytes)
                    + ", but its manifest says " + hash + ": the file was changed or damaged; get it again.");
        }
        AtomicFiles.write(to, out -> out.write(bytes));
    }

    private static byte[] read(ZipFile zip, ZipEntry entry, Path file) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            long packed = Math.max(0, entry.getCompressedSize());
            long most = Math.min(Limits.ZIP_ENTRY, SMALL + packed * Limits.RATIO);
            byte[] bytes = in.readNBytes((int) most + 1);
            if (bytes.length > most) {
                throw none(file, entry.getName() + " unpacks to more than " + most + " bytes, from " + packed);
            }
            return bytes;
        }
    }

    /** How the data set came to be, for the manifest of the study that takes it. */
    public Origin origin() throws IOException {
        Manifest study = manifest.study();
        return new Origin(
                Hashes.sha256(file),
                study.command(),
                study.commit(),
                study.versions(),
                study.machine(),
                study.seed(),
                study.parameters(),
                study.phases());
    }
}
