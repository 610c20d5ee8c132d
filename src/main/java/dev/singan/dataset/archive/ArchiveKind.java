package dev.singan.dataset.archive;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.singan.base.Words;
import java.nio.file.Path;

/** The kinds of archives that patches can be cut from; their names are the values of {@code singan.archive}. */
public enum ArchiveKind {
    /** The Breast Cancer Digital Repository as it is handed out. */
    BCDR,
    /** The generated data set, in BCDR's layout. */
    PHANTOM,
    /** The 322 images of mini-MIAS and their {@code Info.txt}. */
    MIAS,
    /** The Curated Breast Imaging Subset of DDSM, as The Cancer Imaging Archive hands it out or in its JPEG edition. */
    CBIS_DDSM,
    /** VinDr-Mammo: digital images, boxes of findings and their BI-RADS. */
    VINDR,
    /** INbreast: digital images, outlines of findings and the BI-RADS of their images. */
    INBREAST,
    /** Images, masks and one table; see {@link FolderArchive}. */
    FOLDER;

    /** The name as users write it. */
    @JsonValue
    public String label() {
        return Words.of(this);
    }

    /**
     * The kind of a name.
     *
     * @throws dev.singan.base.UserException where there is none
     */
    @JsonCreator
    public static ArchiveKind named(String name) {
        return Words.choice("singan.archive", name, ArchiveKind.class);
    }

    /** Whether the images are of people. */
    public boolean isReal() {
        return this != PHANTOM;
    }

    /** The most healthy windows of one image where the user gives none; 0 for all. */
    public int healthyPerImage() {
        return switch (this) {
            case MIAS -> MiasArchive.HEALTHY_PER_IMAGE;
            case CBIS_DDSM -> CbisDdsmArchive.HEALTHY_PER_IMAGE;
            case VINDR -> VindrArchive.HEALTHY_PER_IMAGE;
            default -> 0;
        };
    }

    /** An archive of this kind in a directory. */
    public Archive open(Path directory) {
        return switch (this) {
            case BCDR, PHANTOM -> new BcdrArchive(directory);
            case MIAS -> new MiasArchive(directory);
            case CBIS_DDSM -> new CbisDdsmArchive(directory);
            case VINDR -> new VindrArchive(directory);
            case INBREAST -> new InbreastArchive(directory);
            case FOLDER -> new FolderArchive(directory);
        };
    }
}
