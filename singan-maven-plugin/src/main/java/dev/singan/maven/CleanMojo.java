package dev.singan.maven;

import dev.singan.study.WorkFolders;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;

/** Removes the study's working folder: everything that {@code mvn clean} leaves. The reports are kept. */
@Mojo(name = "clean", threadSafe = true, requiresProject = false)
public final class CleanMojo extends AbstractSinganMojo {
    @Override
    void run() throws IOException {
        if (WorkFolders.exists(folder())) {
            lock();
            WorkFolders.empty(folder());
            unlock();
            WorkFolders.remove(folder());
        }
        getLog().info("clean: removed " + folder().root());
    }
}
