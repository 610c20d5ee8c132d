package dev.singan.gan.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.CancelledException;
import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.gan.config.ReconstructionNoise;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.model.SampleRequest;
import dev.singan.gan.model.Singan;
import dev.singan.gan.model.TrainedSingan;
import dev.singan.image.FloatImage;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SinganTrainerTest {
    private static final SinganConfig SMALL = SinganConfig.withDefaults()
            .withPyramid(p -> p.withImageSize(19).withMinSize(13).withScaleFactor(0.62))
            .withNetworks(n -> n.withFilters(4))
            .withOptimiser(o -> o.withIterations(5))
            .withRun(r -> r.withCheckpointInterval(2).withEngine("nd4j"));

    @TempDir
    Path temp;

    private Path patch;

    @BeforeEach
    void drawPatch() throws IOException {
        patch = temp.resolve("patch.png");
        ImageFiles.writePng(patch, Phantoms.mass(40));
    }

    private TrainRequest request(String directory, SinganConfig config) {
        return new TrainRequest(patch, temp.resolve(directory), config, 42, "17");
    }

    private Map<String, String> files(String directory) throws IOException {
        return KilledTraining.hashes(temp.resolve(directory));
    }

    @Test
    void trainingLeavesScalesSamplesLossesAndTheDescription() throws IOException {
        TrainedSingan trained = SinganTrainer.train(request("a", SMALL), Progress.NONE);
        assertThat(trained.pyramid().scales()).isEqualTo(3);
        assertThat(files("a").keySet())
                .containsExactly(
                        "image.png",
                        "losses.csv",
                        "model.json",
                        "scale-0.png",
                        "scale-0.safetensors",
                        "scale-1.png",
                        "scale-1.safetensors",
                        "scale-2.png",
                        "scale-2.safetensors");
        List<String> lines = Files.readAllLines(temp.resolve("a/losses.csv"));
        assertThat(lines).hasSize(1 + 3 * 5).first().isEqualTo(LossRow.HEADER);
        assertThat(Files.readString(temp.resolve("a/model.json"))).doesNotContain(temp.toString());
    }

    @ParameterizedTest
    @EnumSource(ReconstructionNoise.class)
    void stoppedAnywhereAndStartedAgainItEndsWithTheSameBits(ReconstructionNoise kind) throws IOException {
        SinganConfig config = SMALL.withSteps(s -> s.withReconstructionNoise(kind))
                .withOptimiser(o -> o.withOptimizerPeriod(3).withMilestone(4));
        SinganTrainer.train(request("whole", config), Progress.NONE);
        Random random = new Random(3);
        int stops = 0;
        for (boolean done = false; !done; ) {
            try {
                SinganTrainer.train(request("stopped", config), new StopAfter(3 + random.nextInt(5)));
                done = true;
            } catch (CancelledException e) {
                stops++;
            }
        }
        assertThat(stops).isGreaterThan(2);
        assertThat(files("stopped")).isEqualTo(files("whole"));
    }

    @Test
    void aFinishedTrainingIsReadAndNotDoneAgain() throws IOException {
        SinganTrainer.train(request("a", SMALL), Progress.NONE);
        Map<String, String> before = files("a");
        SinganTrainer.train(request("a", SMALL), new StopAfter(0));
        assertThat(files("a")).isEqualTo(before);
    }

    @Test
    void changedParametersTrainAnew() throws IOException {
        SinganTrainer.train(request("a", SMALL), Progress.NONE);
        assertThatThrownBy(() -> SinganTrainer.train(
                        request("a", SMALL.withOptimiser(o -> o.withIterations(6))), new StopAfter(0)))
                .isInstanceOf(CancelledException.class);
        assertThat(temp.resolve("a/model.json")).doesNotExist();
    }

    @Test
    void sampleNumberDependsOnTheSeedAloneAndSizesAreScaled() throws IOException {
        SinganTrainer.train(request("a", SMALL), Progress.NONE);
        try (Singan singan = Singan.load(temp.resolve("a"))) {
            SampleRequest request = SampleRequest.of(3, 7);
            List<FloatImage> samples = singan.sample(request);
            assertThat(samples).hasSize(3);
            assertThat(singan.sample(request, 2).data())
                    .isEqualTo(samples.get(2).data());
            assertThat(samples.get(0).data()).isNotEqualTo(samples.get(1).data());
            FloatImage wide = singan.sample(new SampleRequest(1, 0, 0.8, 1.7, 7), 0);
            assertThat(wide.height()).isEqualTo(15);
            assertThat(wide.width()).isEqualTo(32);
            FloatImage last = singan.sample(new SampleRequest(1, 2, 1, 1, 7), 0);
            assertThat(last.data()).isNotEqualTo(singan.reconstruct().data());
            assertThatThrownBy(() -> singan.sample(new SampleRequest(1, 3, 1, 1, 7)))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("3 scales");
        }
    }

    @Test
    void anImageOfOneGreyIsRefused() throws IOException {
        byte[] grey = new byte[40 * 40];
        ImageFiles.writePng(patch, new GrayImage(40, 40, grey));
        assertThatThrownBy(() -> SinganTrainer.train(request("a", SMALL), Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("one grey only");
    }

    @Test
    void aRunawayLearningRateIsReportedWithScaleIterationAndRemedy() {
        SinganConfig wild = SMALL.withOptimiser(o -> o.withLearningRate(1e6));
        assertThatThrownBy(() -> SinganTrainer.train(request("a", wild), Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("SinGAN 17, scale 0, iteration")
                .hasMessageContaining("singan.gan.learningRate");
    }

    @Test
    void aPartlyWrittenCheckpointIsReportedAndTrainingBeginsAnew() throws IOException {
        Files.createDirectories(temp.resolve("a"));
        Files.write(temp.resolve("a/checkpoint.safetensors"), new byte[] {1, 2, 3});
        SinganTrainer.train(request("whole", SMALL), Progress.NONE);
        SinganTrainer.train(request("a", SMALL), Progress.NONE);
        assertThat(files("a")).isEqualTo(files("whole"));
    }

    /** Cancels after a number of checks. */
    private static final class StopAfter implements Progress {
        private int left;

        StopAfter(int checks) {
            left = checks;
        }

        @Override
        public void advance(String task, long done, long total) {
            assertThat(done).isBetween(0L, total);
        }

        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {}

        @Override
        public void checkCancelled() {
            if (left-- <= 0) {
                throw new CancelledException();
            }
        }
    }
}
