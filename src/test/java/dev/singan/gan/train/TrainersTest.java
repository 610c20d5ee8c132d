package dev.singan.gan.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.CancelledException;
import dev.singan.base.OwnFolder;
import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.config.Trainer;
import dev.singan.gan.model.CheckpointFile;
import dev.singan.gan.model.ModelFolder;
import dev.singan.gan.model.SampleRequest;
import dev.singan.gan.model.Singan;
import dev.singan.gan.model.TrainedModel;
import dev.singan.image.file.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a SinGAN that stands in the folder of another one, and what its bytes depend on. */
class TrainersTest {
    private static final SinganConfig SMALL = SinganConfig.withDefaults()
            .withPyramid(p -> p.withImageSize(19).withMinSize(13).withScaleFactor(0.62))
            .withNetworks(n -> n.withFilters(4))
            .withOptimiser(o -> o.withIterations(4))
            .withRun(r -> r.withCheckpointInterval(1).withEngine("nd4j"));

    @TempDir
    Path temp;

    private Path image;
    private Path other;

    @BeforeEach
    void draw() throws IOException {
        image = temp.resolve("birds.png");
        other = temp.resolve("b/birds.png");
        ImageFiles.writePng(image, Phantoms.mass(40));
        Files.createDirectories(other.getParent());
        ImageFiles.writePng(other, Phantoms.mass(44));
    }

    private TrainRequest request(Path of, String folder, SinganConfig config, long seed) {
        return new TrainRequest(of, temp.resolve(folder), config, seed, TrainRequest.SINGLE);
    }

    private Map<String, String> files(String folder) throws IOException {
        return KilledTraining.hashes(temp.resolve(folder));
    }

    private static TrainRequest replacing(TrainRequest request) {
        return new TrainRequest(
                request.image(), request.directory(), request.config(), request.seed(), request.name(), true);
    }

    private static void stop(TrainRequest request) {
        assertThatThrownBy(() -> Trainers.train(request, new Watching(6))).isInstanceOf(CancelledException.class);
    }

    /** Asks to stop at a question, and keeps the warnings. */
    private static final class Watching implements Progress {
        private final List<String> warnings = new ArrayList<>();
        private int left;

        Watching(int left) {
            this.left = left;
        }

        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {
            warnings.add(message);
        }

        @Override
        public void advance(String task, long done, long total) {}

        @Override
        public void checkCancelled() {
            if (left-- == 0) {
                throw new CancelledException();
            }
        }
    }

    @Test
    void a_finished_singan_of_another_image_seed_or_configuration_is_not_replaced() throws IOException {
        Trainers.train(request(image, "m", SMALL, 42), Progress.NONE);
        Map<String, String> before = files("m");
        SinganConfig shorter = SMALL.withOptimiser(o -> o.withIterations(3));
        for (TrainRequest wanted : List.of(
                request(other, "m", SMALL, 42), request(image, "m", SMALL, 7), request(image, "m", shorter, 42))) {
            assertThatThrownBy(() -> Trainers.train(wanted, Progress.NONE))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining(temp.resolve("m") + " holds a finished SinGAN")
                    .hasMessageContaining("-Dsingan.model=…")
                    .hasMessageContaining("-Dsingan.force=");
        }
        assertThatThrownBy(() -> Trainers.train(request(other, "m", shorter, 7), Progress.NONE))
                .hasMessageContaining("an image with the SHA-256")
                .hasMessageContaining("seed 42 (asked for is 7)")
                .hasMessageContaining("iterations 4 (asked for is 3)");
        assertThat(files("m")).isEqualTo(before);

        Trainers.train(request(image, "m", SMALL, 42), Progress.NONE);
        assertThat(files("m")).isEqualTo(before);
        Trainers.train(replacing(request(other, "m", SMALL, 42)), Progress.NONE);
        Trainers.train(request(other, "fresh", SMALL, 42), Progress.NONE);
        assertThat(files("m")).isEqualTo(files("fresh")).isNotEqualTo(before);
    }

    @Test
    void another_way_of_training_replaces_nothing_either() throws IOException {
        SinganConfig grown = SMALL.withTrainer(new Trainer.Consingan(2, 2, 0.1, 0.05));
        Trainers.train(request(image, "m", grown, 42), Progress.NONE);
        assertThatThrownBy(() -> Trainers.train(request(image, "m", SMALL, 42), Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("consingan {")
                .hasMessageContaining("(asked for is none)");
    }

    @Test
    void an_unfinished_training_is_gone_on_with_and_not_replaced_by_another_one() throws IOException {
        stop(request(image, "m", SMALL, 42));
        Map<String, String> before = files("m");
        assertThat(before).containsKey(CheckpointFile.NAME);
        assertThatThrownBy(() -> Trainers.train(request(image, "m", SMALL, 7), Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("holds an unfinished training")
                .hasMessageContaining("seed 42 (asked for is 7)");
        assertThat(files("m")).isEqualTo(before);
        Trainers.train(request(image, "m", SMALL, 42), Progress.NONE);
        Trainers.train(request(image, "unbroken", SMALL, 42), Progress.NONE);
        assertThat(files("m")).isEqualTo(files("unbroken")).doesNotContainKey(PresentTraining.FILE);
    }

    @Test
    void the_folder_and_the_image_s_name_change_no_byte() throws IOException {
        Path renamed = temp.resolve("bees.png");
        Files.copy(image, renamed);
        Trainers.train(request(image, "one", SMALL, 42), Progress.NONE);
        Trainers.train(request(renamed, "sub/two", SMALL, 42), Progress.NONE);
        assertThat(files("one")).isEqualTo(files("sub/two"));
        SampleRequest samples = new SampleRequest(1, 0, 1, 1, 42);
        try (Singan one = Singan.load(temp.resolve("one"));
                Singan two = Singan.load(temp.resolve("sub/two"))) {
            assertThat(one.sample(samples).get(0).data())
                    .isEqualTo(two.sample(samples).get(0).data());
        }
    }

    @Test
    void what_an_earlier_version_began_under_its_folder_s_name_is_gone_on_with() throws IOException {
        TrainRequest earlier = request(image, "old", SMALL, 42).named("old");
        stop(earlier);
        Files.delete(temp.resolve("old").resolve(PresentTraining.FILE)); // it wrote none
        assertThatThrownBy(() -> Trainers.train(request(other, "old", SMALL, 42), Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("of another image, seed, configuration or engine");
        TrainedModel model = Trainers.train(request(image, "old", SMALL, 42), Progress.NONE);
        assertThat(model.description().name()).isEqualTo("old");
        Map<String, String> finished = files("old");
        Trainers.train(request(image, "old", SMALL, 42), Progress.NONE);
        assertThat(files("old")).isEqualTo(finished);
    }

    @Test
    void a_finished_singan_of_another_engine_is_kept_with_a_warning() throws IOException {
        Trainers.train(request(image, "m", SMALL, 42), Progress.NONE);
        Path model = temp.resolve("m/model.json");
        Files.writeString(
                model,
                Files.readString(model)
                        .replaceAll("\"engineDescription\" : \"[^\"]*\"", "\"engineDescription\" : \"an abacus\"")
                        .replaceAll("\"key\" : \"[^\"]*\"", "\"key\" : \"another\""));
        Watching progress = new Watching(-1);
        Trainers.train(request(image, "m", SMALL, 42), progress);
        assertThat(progress.warnings)
                .hasSize(1)
                .first()
                .asString()
                .contains("trained by an abacus", "-Dsingan.force=all");
    }

    @Test
    void images_with_other_endings_have_folders_of_their_own_and_earlier_folders_are_found() throws IOException {
        Path models = temp.resolve("models");
        Path jpeg = temp.resolve("birds.jpg");
        Files.copy(other, jpeg);
        assertThat(ModelFolder.of(models, image, "-sr4.0")).isEqualTo(models.resolve("birds.png-sr4.0"));
        Trainers.train(request(image, "models/birds", SMALL, 42), Progress.NONE);
        assertThat(ModelFolder.of(models, image, "")).isEqualTo(models.resolve("birds"));
        assertThat(ModelFolder.of(models, jpeg, "")).isEqualTo(models.resolve("birds.jpg"));
        Files.move(models.resolve("birds"), models.resolve("birds.png"));
        ModelFolder.requireOf(models.resolve("birds.png"), image);
        assertThatThrownBy(() -> ModelFolder.requireOf(models.resolve("birds.png"), other))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("was trained on another image than " + other);
    }

    @Test
    void the_folder_of_a_picture_is_not_taken_for_a_singan_s() throws IOException {
        Path pictures = Files.createDirectories(temp.resolve("pictures"));
        Files.copy(image, pictures.resolve("image.png"));
        for (boolean adopt : new boolean[] {false, true}) {
            assertThatThrownBy(() -> ModelFolder.claim(pictures, temp.resolve("models"), adopt))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("holds image.png")
                    .hasMessageContaining("-Dsingan.model=…");
        }
        Trainers.train(request(image, "old", SMALL, 42), Progress.NONE);
        ModelFolder.claim(temp.resolve("old"), temp.resolve("models"), false);
        assertThat(temp.resolve("old").resolve(OwnFolder.MARK)).exists();
    }
}
