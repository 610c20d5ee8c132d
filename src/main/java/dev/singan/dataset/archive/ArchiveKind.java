package dev.singan.dataset.archive;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.singan.base.Words;

/** The kinds of archives that patches can be cut from; their names are the values of {@code singan.archive}. A new kind joins here. */
public enum ArchiveKind {
    /** The Breast Cancer Digital Repository as it is handed out. */
    BCDR(new BcdrArchive.Provider()),
    /** The generated data set, in BCDR's layout. */
    PHANTOM(new BcdrArchive.Phantom()),
    /** The 322 images of mini-MIAS and their {@code Info.txt}. */
    MIAS(new MiasArchive.Provider()),
    /** The Curated Breast Imaging Subset of DDSM, as The Cancer Imaging Archive hands it out or in its JPEG edition. */
    CBIS_DDSM(new CbisDdsmArchive.Provider()),
    /** VinDr-Mammo: digital images, boxes of findings and their BI-RADS. */
    VINDR(new VindrArchive.Provider()),
    /** INbreast: digital images, outlines of findings and the BI-RADS of their images. */
    INBREAST(new InbreastArchive.Provider()),
    /** Images, masks and one table; see {@link FolderArchive}. */
    FOLDER(new FolderArchive.Provider());

    private final ArchiveProvider provider;

    ArchiveKind(ArchiveProvider provider) {
        this.provider = provider;
    }

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

    /** How it is read, and what is said of it. */
    public ArchiveProvider provider() {
        return provider;
    }
}
