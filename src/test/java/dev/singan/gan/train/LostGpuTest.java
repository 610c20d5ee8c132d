package dev.singan.gan.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.gan.config.SinganConfig;
import dev.singan.tensor.cuda.FakeCuda;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A GPU that vanishes in mid-training: nothing is lost but what came after the last checkpoint, and the same bits come out in the end. */
@ExtendWith(FakeCuda.Installed.class)
class LostGpuTest {
    @TempDir
    Path directory;

    private FakeCuda.Controls fake;

    @BeforeEach
    void driver() {
        fake = FakeCuda.use();
    }

    @AfterEach
    void asBefore() {
        fake.fake_cuda_reset();
    }

    @Test
    void trainingGoesOnFromTheCheckpointWithTheSameBits() throws IOException {
        Path image = directory.resolve("image.png");
        Files.copy(Path.of("test", "resources", "images", "gray.png"), image);
        train(image, "unbroken");
        // Some graphs into the second scale's iterations; single images and steps are graphs, too.
        fake.fake_cuda_fail("cuGraphLaunch", 9, 719);
        assertThatThrownBy(() -> train(image, "broken"))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll("The GPU failed", "checkpoint");
        fake.fake_cuda_reset();
        train(image, "broken");
        for (String file : new String[] {"scale-0.safetensors", "scale-1.safetensors", "losses.csv", "scale-1.png"}) {
            assertThat(directory.resolve("broken").resolve(file))
                    .as(file)
                    .hasSameBinaryContentAs(directory.resolve("unbroken").resolve(file));
        }
    }

    private void train(Path image, String name) throws IOException {
        SinganConfig config = SinganConfig.withDefaults()
                .withPyramid(p -> p.withImageSize(20).withMinSize(15))
                .withNetworks(n -> n.withFilters(8))
                .withOptimiser(o -> o.withIterations(4))
                .withRun(r -> r.withCheckpointInterval(2).withEngine("cuda"));
        SinganTrainer.train(new TrainRequest(image, directory.resolve(name), config, 1, "lost"), Progress.NONE);
    }
}
