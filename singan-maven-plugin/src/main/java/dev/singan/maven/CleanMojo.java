package dev.singan.maven;

import dev.singan.study.phase.WorkFolders;
import java.io.IOException;
import java.util.Set;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Removes what the study wrote into its working folder: everything that {@code mvn clean} leaves. The reports are kept, and so are SinGANs that
 * belong to no study, and what no goal has written.
 */
@Mojo(name = "clean", threadSafe = true, requiresProject = false)
public final class CleanMojo extends AbstractSinganMojo {
    @Override
    protected void run() throws IOException {
        if (WorkFolders.exists(folder())) {
            lock();
            Set<String> kept = WorkFolders.empty(folder());
            unlock();
            WorkFolders.remove(folder());
            if (!kept.isEmpty()) {
                getLog().warn("clean: removed the study from " + folder().root() + "; what it has not written, or was"
                        + " changed since, is kept: " + String.join(", ", kept));
                return;
            }
        }
        getLog().info("clean: removed " + folder().root());
    }
}
