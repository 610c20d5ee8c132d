package dev.singan.study.publish;

import dev.singan.base.Records;
import dev.singan.base.ReportFolder;
import dev.singan.base.UserException;
import dev.singan.study.phase.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Packs a run of a study as a Workflow Run RO-Crate, of the profile Provenance Run Crate 0.5: the POM is the workflow, every goal that ran
 * an action with its inputs, outputs and times. It holds what machines read of the report, and no image. All it tells comes from
 * {@code manifest.json} of the report: the same report gives the same bytes.
 */
public final class RunCrate {
    /** The name of the crate's description, by RO-Crate 1.1. */
    static final String METADATA = "ro-crate-metadata.json";

    static final String WORKFLOW = "pom.xml";

    /** The report's files that are no part of the site. */
    private static final Set<String> FILES = Set.of(
            ReportFolder.RESULTS,
            ReportFolder.RESULTS_SCHEMA,
            Manifest.FILE,
            Manifests.SCHEMA_FILE,
            ReportFolder.SUMMARY,
            ReportFolder.CHECKS);

    private RunCrate() {}

    /**
     * Writes the zip file.
     *
     * @return how many actions it tells of
     * @throws UserException where there is no report, or it is not what its manifest says
     */
    public static int run(CrateRequest request) throws IOException {
        List<String> changes = Manifests.changes(request.report());
        if (!changes.isEmpty()) {
            throw new UserException("The report in " + request.report() + " is not what its " + Manifest.FILE
                    + " says, so it is not packed: "
                    + String.join("; ", changes.subList(0, Math.min(3, changes.size())))
                    + ". Run mvn verify, which writes it again.");
        }
        Manifest manifest = Records.read(
                request.report().resolve(Manifest.FILE), Manifest.class, "Run mvn verify, which writes it again.");
        StoredZip zip = new StoredZip();
        for (String name : FILES.stream().sorted().toList()) {
            Path file = request.report().resolve(name);
            if (Files.isRegularFile(file)) {
                zip.add(name, () -> Files.readAllBytes(file));
            }
        }
        zip.add(WORKFLOW, () -> Files.readAllBytes(request.workflow()));
        String metadata = new RunDescription(manifest, request, zip.hashes()).json();
        zip.add(METADATA, () -> metadata.getBytes(StandardCharsets.UTF_8));
        zip.write(request.crate());
        return manifest.phases().size();
    }
}
