package dev.singan.maven;

import dev.singan.base.Progress;
import dev.singan.base.Protocol;
import dev.singan.base.Words;
import dev.singan.dataset.extract.ExtractionResult;
import dev.singan.dataset.patch.Metadata;
import dev.singan.dataset.patch.MetadataRequest;
import dev.singan.dataset.patch.MetadataRules;
import dev.singan.study.phase.PhaseInput;
import dev.singan.study.phase.PhaseRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Writes the patch table, {@code patches/metadata.jsonl}, and the three CSV files of {@code metadata/}. */
@Mojo(name = "metadata", defaultPhase = LifecyclePhase.PREPARE_PACKAGE, threadSafe = true, requiresProject = false)
public final class MetadataMojo extends AbstractPhaseMojo {
    private static final int ALGORITHM = 1;

    /** The protocol: {@code strict} (a careful study), {@code published} (as the thesis's code behaves) or {@code iwbi}. */
    @Parameter(property = "singan.protocol", defaultValue = "strict")
    private String protocol;

    /**
     * Which names are one patient's: {@code normal} for those that differ in capitals, blanks, the form of letters or the way of writing a
     * number only, which is the default, or {@code exact} for those of the same letters.
     */
    @Parameter(property = "singan.patients")
    private @Nullable String patients;

    private MetadataRules.Names names() {
        return patients == null
                ? MetadataRules.Names.NORMAL
                : Words.choice("singan.patients", patients, MetadataRules.Names.class);
    }

    /** Names the rule for patients where it takes some for one, which earlier versions did not: their tables are made anew. */
    @Override
    SortedMap<String, String> parameters() {
        SortedMap<String, String> parameters = super.parameters();
        if (Files.isRegularFile(folder().extraction())) {
            ExtractionResult extraction = ExtractionResult.read(folder().root());
            if (Metadata.isAffected(extraction)) {
                parameters.put("singan.patients", Words.of(names()));
            }
        }
        return parameters;
    }

    @Override
    void requireReady() {
        names();
    }

    @Override
    List<PhaseInput> inputs() {
        return List.of(input(folder().extraction()));
    }

    @Override
    List<Path> outputs() {
        return List.of(folder().patchTable(), folder().metadata());
    }

    @Override
    int algorithm() {
        return ALGORITHM;
    }

    @Override
    double expectedSeconds() {
        return 1;
    }

    @Override
    long work(PhaseRunner runner, Progress progress) throws IOException {
        MetadataRules rules = MetadataRules.of(Protocol.named(protocol)).with(names());
        int rows = Metadata.run(new MetadataRequest(folder().root(), rules), progress)
                .size();
        progress.info(rows + " rows in " + folder().patchTable());
        return 0;
    }
}
