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
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A GPU that vanishes in mid-training: nothing is lost but what came after the last checkpoint, and the same bits come out in the end, there or elsewhere. */
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
        train("cuda", "unbroken");
        loseTheGpuInTraining("broken");
        assertThat(train("cuda", "broken")).anyMatch(message -> message.contains("going on at scale 1"));
        assertSameTraining("broken", "unbroken");
    }

    /** The engines are of one arithmetic, so that a checkpoint is worth as much without a GPU. */
    @Test
    void trainingGoesOnWithoutAGpuToTheSameBits() throws IOException {
        train("exact", "processor");
        loseTheGpuInTraining("broken");
        assertThat(train("exact", "broken")).anyMatch(message -> message.contains("going on at scale 1"));
        assertSameTraining("broken", "processor");
        assertThat(train("cuda", "broken")).as("it is finished").isEmpty();
    }

    /** Some graphs into the second scale's iterations; single images and steps are graphs, too. */
    private void loseTheGpuInTraining(String name) {
        fake.fake_cuda_fail("cuGraphLaunch", 9, 719);
        assertThatThrownBy(() -> train("cuda", name))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll("The GPU failed", "checkpoint");
        fake.fake_cuda_reset();
    }

    private void assertSameTraining(String name, String expected) {
        for (String file : new String[] {"scale-0.safetensors", "scale-1.safetensors", "losses.csv", "scale-1.png"}) {
            assertThat(directory.resolve(name).resolve(file))
                    .as(file)
                    .hasSameBinaryContentAs(directory.resolve(expected).resolve(file));
        }
    }

    /** Returns what it says. */
    private List<String> train(String engine, String name) throws IOException {
        Path image = directory.resolve("image.png");
        Files.copy(Path.of("test", "resources", "images", "gray.png"), image, StandardCopyOption.REPLACE_EXISTING);
        SinganConfig config = SinganConfig.withDefaults()
                .withPyramid(p -> p.withImageSize(20).withMinSize(15))
                .withNetworks(n -> n.withFilters(8))
                .withOptimiser(o -> o.withIterations(4))
                .withRun(r -> r.withCheckpointInterval(2).withEngine(engine));
        List<String> said = new ArrayList<>();
        SinganTrainer.train(new TrainRequest(image, directory.resolve(name), config, 1, "lost"), new Told(said));
        return said;
    }

    private record Told(List<String> said) implements Progress {
        @Override
        public void advance(String task, long done, long total) {}

        @Override
        public void info(String message) {
            said.add(message);
        }

        @Override
        public void warn(String message) {
            said.add(message);
        }
    }
}
