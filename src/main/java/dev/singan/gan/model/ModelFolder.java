package dev.singan.gan.model;

import dev.singan.base.Hashes;
import dev.singan.base.OwnFolder;
import dev.singan.base.Records;
import dev.singan.base.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/** The folder of a SinGAN that belongs to no study. */
public final class ModelFolder {
    private static final Pattern NAMES = Pattern.compile("(model|training)\\.json|image\\.png|losses\\.csv"
            + "|(checkpoint|generator|scale-\\d+)\\.safetensors|scale-\\d+\\.png|.*\\.partial");

    private static final OwnFolder.Kind KIND = new OwnFolder.Kind(
            "model",
            "-Dsingan.model=…",
            name -> NAMES.matcher(name).matches(),
            Set.of(),
            ModelFolder::isOfEarlierVersion);

    private ModelFolder() {}

    /**
     * Makes a folder a SinGAN's.
     *
     * @param models where folders of SinGANs are put when none is given; nobody else writes there
     * @param adopt whether it may hold what no goal has written
     * @throws UserException where it does, and may not
     */
    public static void claim(Path folder, Path models, boolean adopt) throws IOException {
        OwnFolder.claim(folder, folder.startsWith(models) ? KIND.atOwnPlace() : KIND, adopt);
    }

    private static boolean isOfEarlierVersion(Path folder) throws IOException {
        Path model = folder.resolve(Singan.MODEL_FILE);
        boolean finished =
                Records.find(model, ModelDescription.class, damage -> {}).isPresent();
        return finished || CheckpointFile.key(folder).isPresent();
    }

    /**
     * The folder of an image's SinGAN where none is given. It is named like the image's file; an earlier version left the ending of the
     * name out, and such a folder is found where it holds this image's SinGAN.
     *
     * @param models where folders of SinGANs are put
     * @param suffix what goal it is for, or an empty text
     */
    public static Path of(Path models, Path image, String suffix) throws IOException {
        String name = String.valueOf(image.getFileName());
        int dot = name.lastIndexOf('.');
        Path folder = models.resolve(name + suffix);
        Path earlier = models.resolve((dot > 0 ? name.substring(0, dot) : name) + suffix);
        return !Files.exists(folder) && isOf(earlier, image) ? earlier : folder;
    }

    /** Whether a folder holds a SinGAN that can be of an image. */
    private static boolean isOf(Path folder, Path image) throws IOException {
        Path model = folder.resolve(Singan.MODEL_FILE);
        if (!Files.isRegularFile(model)) {
            return CheckpointFile.key(folder).isPresent();
        }
        return !Files.isRegularFile(image)
                || ModelDescription.read(folder).imageSha256().equals(Hashes.sha256(image));
    }

    /**
     * Asserts that a folder which was found by an image's name holds that image's SinGAN, where the image is still there.
     *
     * @throws UserException where it was trained on another image
     */
    public static void requireOf(Path folder, Path image) throws IOException {
        if (Files.isRegularFile(folder.resolve(Singan.MODEL_FILE)) && !isOf(folder, image)) {
            throw new UserException("The SinGAN in " + folder + " was trained on another image than " + image
                    + ", one of the same name: to use it all the same give -Dsingan.model=" + folder
                    + ", or train one on this image in a folder of its own with -Dsingan.model=…");
        }
    }
}
