package dev.singan.gan.use;

import dev.singan.base.OwnFolder;
import dev.singan.base.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/** The folder of what is made with a SinGAN. Nothing tells pictures of an earlier version from others, but that they lie at our own place. */
public final class PictureFolder {
    private static final Pattern NAMES =
            Pattern.compile("(\\d{4,}|frame-\\d{4,}|enlarged|harmonized|edited|edited-masked|painted)\\.png"
                    + "|animation\\.gif|sifid\\.json|.*\\.partial");

    private static final OwnFolder.Kind KIND = new OwnFolder.Kind(
            "output", "-Dsingan.output=…", name -> NAMES.matcher(name).matches(), Set.of(), folder -> false);

    private PictureFolder() {}

    /**
     * Makes a folder one of pictures.
     *
     * @param own whether it is at a place that nobody else writes to
     * @param adopt whether it may hold what no goal has written
     * @throws UserException where it does, and may not
     */
    public static void claim(Path folder, boolean own, boolean adopt) throws IOException {
        OwnFolder.claim(folder, own ? KIND.atOwnPlace() : KIND, adopt);
    }
}
