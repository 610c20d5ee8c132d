package dev.singan.gan.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.CancelledException;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.config.Trainer;
import dev.singan.gan.config.TrainerKind;
import dev.singan.gan.model.Pyramid;
import dev.singan.gan.model.SampleRequest;
import dev.singan.gan.model.Singan;
import dev.singan.gan.model.StagePyramid;
import dev.singan.gan.model.TrainedModel;
import dev.singan.gan.use.Animation;
import dev.singan.gan.use.AnimationRequest;
import dev.singan.gan.use.Injection;
import dev.singan.gan.use.InjectionRequest;
import dev.singan.gan.use.SuperResolution;
import dev.singan.image.FloatImage;
import dev.singan.image.file.ImageFiles;
import dev.singan.tensor.file.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsinganTrainerTest {
    private static final SinganConfig SMALL = SinganConfig.withDefaults()
            .withPyramid(p -> p.withImageSize(21).withMinSize(12))
            .withOptimiser(o -> o.withIterations(4))
            .withRun(r -> r.withCheckpointInterval(2).withEngine("nd4j"))
            .consingan(new Trainer.Consingan(3, 2, 0.1, 0.05))
            .withNetworks(n -> n.withFilters(4));

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

    /** The formula of the paper's section 3.2 (and {@code pyramid()} of src/test/reference/consingan.py) for 250x166 pixels. */
    @Test
    void sizesAreThoseOfTheReference() {
        SinganConfig config = SinganConfig.withDefaults().consingan(Trainer.Consingan.published());
        Pyramid pyramid = StagePyramid.of(166, 250, config, Trainer.Consingan.published());
        assertThat(pyramid.describe()).isEqualTo("38x26, 47x31, 61x41, 90x60, 172x114, 250x166");
    }

    @Test
    void aRequestSurvivesJsonAndASinGANsHasNoWordOfIt() throws IOException {
        String json = Json.line(request("a", SMALL));
        assertThat(Json.mapper().readValue(json, TrainRequest.class).config()).isEqualTo(SMALL);
        assertThat(Json.line(SinganConfig.withDefaults())).doesNotContain("consingan");
    }

    @Test
    void trainingLeavesTheGeneratorStagesSamplesLossesAndTheDescription() throws IOException {
        TrainedModel trained = Trainers.train(request("a", SMALL), Progress.NONE);
        assertThat(trained.pyramid().scales()).isEqualTo(3);
        assertThat(files("a").keySet())
                .containsExactly(
                        "generator.safetensors",
                        "image.png",
                        "losses.csv",
                        "model.json",
                        "scale-0.png",
                        "scale-0.safetensors",
                        "scale-1.png",
                        "scale-1.safetensors",
                        "scale-2.png",
                        "scale-2.safetensors");
        assertThat(Files.readAllLines(temp.resolve("a/losses.csv"))).hasSize(1 + 3 * 4);
        assertThat(Safetensors.read(temp.resolve("a/generator.safetensors")).tensors())
                .containsKeys("head.conv.weight", "body.2.block2.conv.bias", "tail.0.weight");
        assertThat(Safetensors.read(temp.resolve("a/scale-1.safetensors")).tensors())
                .containsKeys("critic.head.conv.weight", "critic.tail.bias", "z_opt", "noise_amp");
        assertThat(Files.readString(temp.resolve("a/model.json"))).doesNotContain(temp.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"exact", "nd4j"})
    void stoppedAnywhereAndStartedAgainItEndsWithTheSameBits(String engine) throws IOException {
        SinganConfig config = SMALL.withRun(r -> r.withEngine(engine));
        Trainers.train(request("whole", config), Progress.NONE);
        Random random = new Random(3);
        int stops = 0;
        for (boolean done = false; !done; ) {
            try {
                Trainers.train(request("stopped", config), new StopAfter(2 + random.nextInt(4)));
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
        Trainers.train(request("a", SMALL), Progress.NONE);
        Map<String, String> before = files("a");
        Trainers.train(request("a", SMALL), new StopAfter(0));
        assertThat(files("a")).isEqualTo(before);
        SinganConfig changed = SMALL.withOptimiser(o -> o.withIterations(5));
        TrainRequest replacing = new TrainRequest(patch, temp.resolve("a"), changed, 42, "17", true);
        assertThatThrownBy(() -> Trainers.train(replacing, new StopAfter(0))).isInstanceOf(CancelledException.class);
    }

    @Test
    void samplesFollowFromTheSeedAndHaveTheSizesAskedFor() throws IOException {
        Trainers.train(request("a", SMALL), Progress.NONE);
        try (Singan model = Singan.load(temp.resolve("a"))) {
            SampleRequest request = SampleRequest.of(3, 7);
            List<FloatImage> samples = model.sample(request);
            assertThat(model.sample(request, 2).data()).isEqualTo(samples.get(2).data());
            assertThat(samples.get(0).data()).isNotEqualTo(samples.get(1).data());
            FloatImage wide = model.sample(new SampleRequest(1, 0, 0.8, 1.7, 7), 0);
            assertThat(List.of(wide.height(), wide.width())).containsExactly(17, 36);
            FloatImage last = model.sample(new SampleRequest(1, 2, 1, 1, 7), 0);
            assertThat(last.data()).isNotEqualTo(model.reconstruct().data());
            assertThatThrownBy(() -> model.sample(new SampleRequest(1, 3, 1, 1, 7)))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("3 scales");
        }
    }

    @Test
    void framesOfAnAnimationBeginNearTheReconstruction() throws IOException {
        TrainRequest request = request("a", Animation.config(SMALL).withPyramid(p -> p.withMinSize(12)));
        Trainers.train(request, Progress.NONE);
        try (Singan model = Singan.load(temp.resolve("a"))) {
            List<FloatImage> frames = new ArrayList<>();
            Animation.run(
                    model, new AnimationRequest(0.1, 0.9, 1, 3, 10, 7), (i, frame) -> frames.add(frame), Progress.NONE);
            assertThat(frames).hasSize(3);
            assertThat(frames.get(0).data()).isNotEqualTo(frames.get(1).data());
        }
    }

    @Test
    void whatNeedsAnImageToEnterIsRefused() throws IOException {
        Trainers.train(request("a", SMALL), Progress.NONE);
        try (Singan model = Singan.load(temp.resolve("a"))) {
            assertThatThrownBy(() -> SuperResolution.run(model, 2, 1))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("ConSinGAN")
                    .hasMessageContaining("-Dsingan.gan.trainer=singan");
            assertThatThrownBy(() -> Injection.paint(model, model.model().real(), new InjectionRequest(1, 1)))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("ConSinGAN");
        }
    }

    @Test
    void valuesOutOfRangeAreRefusedByName() {
        assertThatThrownBy(() -> new Trainer.Consingan(1, 3, 0.1, 0.05))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.gan.stages is 1");
        assertThatThrownBy(() -> new Trainer.Consingan(6, 0, 0.1, 0.05)).hasMessageContaining("concurrentStages");
        assertThatThrownBy(() -> new Trainer.Consingan(6, 3, 0, 0.05)).hasMessageContaining("rateScale");
        assertThatThrownBy(() -> new Trainer.Consingan(6, 3, 0.1, 1)).hasMessageContaining("slope");
        assertThatThrownBy(() -> TrainerKind.of("consigan")).hasMessageContaining("singan.gan.trainer");
        SinganConfig config = SinganConfig.withDefaults().consingan(Trainer.Consingan.published());
        assertThatThrownBy(() -> StagePyramid.of(25, 40, config, Trainer.Consingan.published()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("too small");
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
