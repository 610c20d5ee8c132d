package dev.singan.maven.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class BuildPropertiesTest {
    /** A goal with four parameters. */
    private static MojoExecution execution() throws Exception {
        PluginDescriptor plugin = new PluginDescriptor();
        MojoDescriptor goal = new MojoDescriptor();
        goal.setGoal("report");
        goal.setPluginDescriptor(plugin);
        for (String property :
                List.of("singan.seed", "singan.weights.url", "singan.reportDirectory", "singan.cluster")) {
            Parameter parameter = new Parameter();
            parameter.setName(property.replace('.', '_'));
            parameter.setExpression("${" + property + "}");
            goal.addParameter(parameter);
        }
        plugin.addMojo(goal);
        return new MojoExecution(goal, "report");
    }

    @Test
    void theCommandHoldsTheGoalsProfilesAndKnownPropertiesButNothingThatIsSecret() throws Exception {
        Properties user = new Properties();
        user.setProperty("singan.seed", "5");
        user.setProperty("singan.weights.url", "https://user:S3CRET@example.org/models?token=T0KEN#part");
        user.setProperty("singan.reportDirectory", System.getProperty("user.home") + "/reports");
        user.setProperty("singan.password", "S3CRET");
        user.setProperty("singan.check.min.auc.binary.suspicious.baseline", "0.9");
        user.setProperty("singan.check.password", "S3CRET");
        user.setProperty("gpg.passphrase", "S3CRET");
        user.setProperty("singan.cluster", "spark://inside.example.org:7077");
        user.setProperty("singan.cluster.conf.spark.authenticate.secret", "S3CRET");
        MavenExecutionRequest request = new DefaultMavenExecutionRequest()
                .setGoals(List.of("clean", "verify"))
                .setUserProperties(user)
                .setBaseDirectory(Path.of("").toAbsolutePath().toFile());
        request.addActiveProfile("thesis");
        assertThat(new BuildProperties(session(request), null).command(execution()))
                .isEqualTo("mvn clean verify -Pthesis -Dsingan.check.min.auc.binary.suspicious.baseline=0.9"
                        + " -Dsingan.reportDirectory=~/reports -Dsingan.seed=5"
                        + " -Dsingan.weights.url=https://…@example.org/models?…#…");
    }

    @Test
    void sparksSettingsGoByTheirOwnNamesAndAreNotUnknown() throws Exception {
        Properties user = new Properties();
        user.setProperty("singan.cluster.conf.spark.executor.cores", " 2 ");
        user.setProperty("singan.clutser", "yarn");
        MavenExecutionRequest request = new DefaultMavenExecutionRequest().setUserProperties(user);
        BuildProperties properties = new BuildProperties(session(request), null);
        assertThat(properties.spark()).containsExactly(Map.entry("spark.executor.cores", "2"));
        List<String> warnings = new ArrayList<>();
        properties.warnOfUnknown(execution(), new SystemStreamLog() {
            @Override
            public void warn(CharSequence warning) {
                warnings.add(warning.toString());
            }
        });
        assertThat(warnings).hasSize(1).first().asString().contains("singan.clutser", "singan.cluster");
    }

    @SuppressWarnings("deprecation") // Maven gives tests no other way to make one
    private static MavenSession session(MavenExecutionRequest request) {
        return new MavenSession(null, null, request, new DefaultMavenExecutionResult());
    }
}
