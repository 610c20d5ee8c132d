package dev.singan.maven;

import dev.singan.base.Progress;
import dev.singan.base.Protocol;
import dev.singan.dataset.patch.Metadata;
import dev.singan.dataset.patch.MetadataRequest;
import dev.singan.dataset.patch.MetadataRules;
import dev.singan.study.phase.PhaseInput;
import dev.singan.study.phase.PhaseRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Writes the patch table, {@code patches/metadata.jsonl}, and the three CSV files of {@code metadata/}. */
@Mojo(name = "metadata", defaultPhase = LifecyclePhase.PREPARE_PACKAGE, threadSafe = true, requiresProject = false)
public final class MetadataMojo extends AbstractPhaseMojo {
    private static final int ALGORITHM = 1;

    /** The protocol: {@code strict} (a careful study), {@code published} (as the thesis's code behaves) or {@code iwbi}. */
    @Parameter(property = "singan.protocol", defaultValue = "strict")
    private String protocol;

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
        MetadataRules rules = MetadataRules.of(Protocol.named(protocol));
        int rows = Metadata.run(new MetadataRequest(folder().root(), rules), progress)
                .size();
        progress.info(rows + " rows in " + folder().patchTable());
        return 0;
    }
}
