package dev.singan.gan;

import static org.assertj.core.api.Assertions.assertThat;

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
        SinganConfig config = SinganConfig.withDefaults().toBuilder()
                .imageSize(25)
                .minSize(16)
                .scaleFactor(0.62)
                .filters(8)
                .iterations(60)
                .checkpointInterval(4)
                .engine("auto")
                .winograd(true)
                .build();
        KilledTraining training = new KilledTraining(temp, config, 1);
        long millis = training.unbroken();
        training.broken(3, millis, new Random(1));
        assertThat(training.files("broken")).isEqualTo(training.files("unbroken"));
    }
}
