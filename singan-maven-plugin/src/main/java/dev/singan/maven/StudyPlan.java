package dev.singan.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.MavenPluginManager;
import org.apache.maven.plugin.MojoExecution;
import org.jspecify.annotations.Nullable;

/**
 * What a build of the project would run of this plugin.
 *
 * @param lifecycle Maven's, which plans builds
 * @param plugins Maven's, which configures goals
 * @param session the build
 * @param self an execution of this plugin
 */
record StudyPlan(LifecycleExecutor lifecycle, MavenPluginManager plugins, MavenSession session, MojoExecution self) {
    /** The plugin's phases of the study that a build would run, in their order, configured as they would run. */
    List<AbstractPhaseMojo> phases(String... tasks) {
        List<AbstractPhaseMojo> phases = new ArrayList<>();
        try {
            for (MojoExecution execution :
                    lifecycle.calculateExecutionPlan(session, tasks).getMojoExecutions()) {
                if (execution.getArtifactId().equals(self.getArtifactId())
                        && execution.getGroupId().equals(self.getGroupId())) {
                    @Nullable
                    Object mojo = plugins.getConfiguredMojo(org.apache.maven.plugin.Mojo.class, session, execution);
                    if (mojo instanceof AbstractPhaseMojo phase) {
                        phases.add(phase);
                    }
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("Maven could not plan the build: " + e.getMessage(), e);
        }
        return phases;
    }
}
