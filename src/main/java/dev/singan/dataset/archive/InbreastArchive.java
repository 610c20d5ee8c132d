package dev.singan.dataset.archive;

import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.dataset.record.Facts;
import dev.singan.dataset.record.Format;
import dev.singan.dataset.record.Lesion;
import dev.singan.dataset.record.Skipped;
import dev.singan.dataset.record.SourceImage;
import dev.singan.dataset.record.WindowRule;
import dev.singan.image.dicom.DicomHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * INbreast (Moreira et al., Academic Radiology 2012): {@code INbreast.csv}, a row per image, DICOM files whose names begin with the
 * row's File Name and go on with the patient, {@code 20586908_6c613a14b80a8591_MG_R_CC_ANON.dcm}, and an XML file of OsiriX regions for
 * each image that has findings, {@code 20586908.xml}.
 *
 * <p>It has no pathology: findings of an image of BI-RADS 4 (4a, 4b, 4c), 5 or 6 count as malignant, those of BI-RADS 2 or 3 as benign;
 * of others no patch is cut. Patches are cut of outlined masses, clusters, distortions, asymmetries and spiculated regions, not of
 * single calcifications, of which there are thousands of a few pixels. Healthy windows are cut from images of BI-RADS 1 without findings.
 */
final class InbreastArchive implements Archive {
    private static final String TABLE = "INbreast.csv";
    private static final String[] NEEDED = {"laterality", "view", "file name", "acr", "bi-rads"};

    private final Path directory;
    private final Map<String, SourceImage> images = new TreeMap<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private int unused;
    private int calcifications;
    private int withoutOutline;

    InbreastArchive(Path directory) {
        this.directory = directory;
    }

    @Override
    public Catalogue catalogue(Progress progress) {
        Tree tree = Tree.of(directory, directory);
        skipped.addAll(tree.skipped());
        Path table = BcdrArchive.find(tree, TABLE);
        if (table == null) {
            throw new UserException("The archive " + directory + " has no " + TABLE + ". " + advice(tree));
        }
        InbreastFiles files = new InbreastFiles(tree);
        for (Row row : CsvTable.read(table, tree.name(table), NEEDED).rows()) {
            progress.checkCancelled();
            // A spreadsheet's totals, below the images.
            if (row.text("file name") != null || row.text("view") != null) {
                read(row, files, tree);
            }
        }
        return new Catalogue(List.copyOf(images.values()), skipped, notes());
    }

    private static String advice(Tree tree) {
        Path spreadsheet = BcdrArchive.find(tree, "INbreast.xls");
        return spreadsheet == null
                ? "Set singan.archive.directory to the folder of the table, the DICOM files and the XML files of INbreast."
                : "Excel's format is not read: save " + spreadsheet + " as " + TABLE
                        + " beside it, or take that file from the download.";
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (calcifications > 0) {
            notes.add(calcifications + " single calcifications have no patch of their own");
        }
        if (withoutOutline > 0) {
            notes.add(withoutOutline
                    + " findings are marked by one or two points instead of an outline; no patch is cut of them");
        }
        if (unused > 0) {
            notes.add(unused + " images have no outlined finding, but are not of BI-RADS 1; nothing is cut from them");
        }
        return notes;
    }

    private void read(Row row, InbreastFiles files, Tree tree) {
        String name = files.name(row);
        Path file = name == null ? null : files.image(name);
        String patient = file == null ? null : patient(file, row);
        Integer view = Views.of(row.text("laterality"), row.text("view"));
        Integer birads = birads(row.text("bi-rads"));
        List<String> wrong = new ArrayList<>(row.unreadable("1 to 4", column -> density(row), "acr"));
        if (name == null) {
            wrong.add("File Name is '" + row.values().get("file name") + "', but must be the image's number");
        } else if (file == null) {
            wrong.add("the image '" + name + "' is not there. Download it");
        } else if (patient == null) {
            wrong.add(
                    "nothing says who was examined: the DICOM file's name does, " + name + "_PATIENT_MG_R_CC_ANON.dcm");
        }
        if (view == null) {
            wrong.add("Laterality and View are '" + row.text("laterality") + "' and '" + row.text("view")
                    + "', but must be L or R and CC or MLO");
        }
        if (birads == null) {
            wrong.add("Bi-Rads is '" + row.text("bi-rads") + "', but must be 1, 2, 3, 4, 4a, 4b, 4c, 5 or 6");
        }
        if (name == null || file == null || patient == null || view == null || birads == null || !wrong.isEmpty()) {
            boolean other = "FB".equalsIgnoreCase(row.text("view")) && wrong.size() == 1;
            skipped.add(
                    other
                            ? Skipped.excluded(
                                    row.table(), row.number(), "View is 'FB', from below; CC and MLO are used")
                            : row.damaged(String.join("; ", wrong)));
            return;
        }
        Facts facts = Facts.ofTable(Classes.NORMAL, view, view, null, density(row), 0, 0);
        add(file, tree.name(file), patient, birads, facts, regions(files.regions(name), tree));
    }

    /** The regions of an image; none where it has no file, and null, and listed, where that cannot be read. */
    private @Nullable List<OsirixRegions.Region> regions(@Nullable Path file, Tree tree) {
        try {
            return file == null ? List.of() : OsirixRegions.read(file);
        } catch (IOException | XMLStreamException e) {
            String reason = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            skipped.add(Skipped.damaged(
                    tree.name(file), null, "it is no readable list of OsiriX regions: " + reason + ". Restore it"));
            return null;
        }
    }

    private void add(
            Path file,
            String name,
            String patient,
            int birads,
            Facts facts,
            @Nullable List<OsirixRegions.Region> regions) {
        InbreastFindings findings = new InbreastFindings(regions == null ? List.of() : regions);
        calcifications += findings.calcifications();
        withoutOutline += findings.withoutOutline();
        List<Lesion> lesions =
                birads < 2 ? List.of() : findings.lesions(facts, birads > 3 ? Classes.MALIGN : Classes.BENIGN);
        boolean healthy = birads == 1 && regions != null && regions.isEmpty();
        if (!healthy && lesions.isEmpty()) {
            unused += regions == null ? 0 : 1;
            return;
        }
        images.put(
                name,
                new SourceImage(
                        file,
                        name,
                        "INBREAST",
                        Format.DIGITAL,
                        patient,
                        healthy ? WindowRule.DIGITAL : WindowRule.NONE,
                        lesions,
                        facts));
    }

    /** Of the file's name, else of its header, else of the table, where names were {@code removed}. */
    private static @Nullable String patient(Path file, Row row) {
        String ofName = InbreastFiles.patient(file);
        if (ofName != null) {
            return ofName;
        }
        DicomHeader header = DicomHeader.read(file);
        String ofTable = row.text("patient id");
        return header != null && header.patient() != null
                ? header.patient()
                : "removed".equalsIgnoreCase(ofTable) ? null : ofTable;
    }

    private static @Nullable Integer birads(@Nullable String text) {
        return text != null && text.matches("[12356]|4[abcABC]?") ? Integer.valueOf(text.charAt(0) - '0') : null;
    }

    private static @Nullable Double density(Row row) {
        Integer value = row.integer("acr");
        return value == null || value < 1 || value > 4 ? null : Double.valueOf(value);
    }

    /** INbreast as a kind of archive. */
    static final class Provider implements ArchiveProvider {
        @Override
        public Archive open(Path directory) {
            return new InbreastArchive(directory);
        }

        @Override
        public String title() {
            return "INbreast";
        }

        @Override
        public String layout() {
            return "the folder of INbreast.csv, AllDICOMs and AllXML";
        }

        @Override
        public String terms() {
            return "derive from INbreast, which is handed out to those who signed its transfer agreement.\nIts terms bind what derives from it: do"
                    + " not pass it on to others.";
        }
    }
}
