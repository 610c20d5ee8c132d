package dev.singan.gan.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.gan.config.SinganConfig;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledTrainingTest {
    @TempDir
    Path temp;

    /** {@link KilledTraining#main} kills more often. */
    @Test
    void killedAtRandomMomentsAndStartedAgainItEndsWithTheSameBits() throws Exception {
        SinganConfig config = SinganConfig.withDefaults()
                .withPyramid(p -> p.withImageSize(25).withMinSize(16).withScaleFactor(0.62))
                .withNetworks(n -> n.withFilters(8))
                .withOptimiser(o -> o.withIterations(60))
                .withRun(r -> r.withCheckpointInterval(4).withEngine("auto"));
        KilledTraining training = new KilledTraining(temp, config, 1);
        long millis = training.unbroken();
        training.broken(3, millis, new Random(1));
        assertThat(training.files("broken")).isEqualTo(training.files("unbroken"));
    }
}
