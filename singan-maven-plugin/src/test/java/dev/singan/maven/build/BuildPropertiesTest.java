package dev.singan.maven.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.junit.jupiter.api.Test;

class BuildPropertiesTest {
    @Test
    void theCommandHoldsTheGoalsProfilesAndOwnPropertiesButNothingThatIsSecret() {
        Properties user = new Properties();
        user.setProperty("singan.seed", "5");
        user.setProperty("singan.weights.url", "https://user:password@example.org/models");
        user.setProperty("gpg.passphrase", "secret");
        MavenExecutionRequest request = new DefaultMavenExecutionRequest()
                .setGoals(java.util.List.of("clean", "verify"))
                .setUserProperties(user);
        request.addActiveProfile("thesis");
        @SuppressWarnings("deprecation") // Maven gives tests no other way to make one
        MavenSession session = new MavenSession(null, null, request, new DefaultMavenExecutionResult());
        assertThat(new BuildProperties(session, null).command())
                .isEqualTo("mvn clean verify -Pthesis -Dsingan.seed=5"
                        + " -Dsingan.weights.url=https://…@example.org/models");
    }
}
