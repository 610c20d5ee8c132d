package dev.singan.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.base.Progress;
import dev.singan.base.Protocol;
import dev.singan.base.Seeds;
import dev.singan.classify.backbone.Backbone;
import dev.singan.classify.backbone.BackboneKind;
import dev.singan.classify.backbone.ImageSource;
import dev.singan.classify.head.HeadConfig;
import dev.singan.classify.onnx.OnnxOptions;
import dev.singan.classify.plan.Arm;
import dev.singan.classify.plan.ArmPlan;
import dev.singan.classify.plan.HeadPlan;
import dev.singan.classify.plan.Task;
import dev.singan.classify.plan.TestExperiments;
import dev.singan.dataset.patch.Patch;
import dev.singan.image.GrayImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A backbone that writes down what its statistics are made of; an image is the number of its row. */
final class NormDriftTest {
    private static final List<Patch> TABLE = TestExperiments.table(60);
    private static final int BATCHES = 9;

    private final List<List<Integer>> seen = new ArrayList<>();

    private final class Recorder implements Backbone {
        private final float shift;

        Recorder(float shift) {
            this.shift = shift;
        }

        @Override
        public Backbone drifted(Iterator<List<GrayImage>> batches) {
            batches.forEachRemaining(
                    batch -> seen.add(batch.stream().map(NormDriftTest::row).toList()));
            return new Recorder(1000);
        }

        @Override
        public float[][] features(List<GrayImage> images) {
            return images.stream()
                    .map(image -> new float[] {row(image) + shift})
                    .toArray(float[][]::new);
        }

        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public String weights() {
            return "none";
        }

        @Override
        public String identity() {
            return "recorder";
        }

        @Override
        public int dimension() {
            return 1;
        }
    }

    private static int row(GrayImage image) {
        return image.get(0, 0) + 256 * image.get(1, 0);
    }

    private static ClassificationRequest request(Protocol protocol, int batches) {
        return new ClassificationRequest(
                Path.of("."),
                TestExperiments.of(protocol).build(),
                HeadConfig.thesis(),
                BackboneKind.RESNET50,
                null,
                OnnxOptions.NONE,
                64,
                batches,
                1);
    }

    @Test
    void only_published_drifts_and_no_batches_keep_it_frozen() {
        assertThat(NormDrift.wanted(request(Protocol.STRICT, BATCHES))).isFalse();
        assertThat(NormDrift.wanted(request(Protocol.IWBI, BATCHES))).isFalse();
        assertThat(NormDrift.wanted(request(Protocol.PUBLISHED, BATCHES))).isTrue();
        assertThat(NormDrift.wanted(request(Protocol.PUBLISHED, 0))).isFalse();
    }

    @Test
    void statistics_come_from_the_heads_training_set_and_its_patches_are_seen_through_them() throws IOException {
        ClassificationRequest request = request(Protocol.PUBLISHED, BATCHES);
        ArmPlan plan = ArmPlan.of(TABLE, request.experiment());
        HeadPlan head = plan.heads().stream()
                .filter(one -> one.arm().kind() == Arm.Kind.SINGAN)
                .findFirst()
                .orElseThrow();
        int rows = TABLE.size() + 3;
        List<ImageSource> images = IntStream.range(0, rows)
                .mapToObj(i -> new ImageSource(
                        String.valueOf(i), () -> new GrayImage(2, 1, new byte[] {(byte) i, (byte) (i / 256)})))
                .toList();
        List<float[]> frozen =
                IntStream.range(0, rows).mapToObj(i -> new float[] {i}).toList();
        int[] none = {rows, rows, rows};
        FeatureTable table = new FeatureTable(frozen, images, TABLE.size(), 0, none, none);
        List<Integer> added = List.of(TABLE.size(), TABLE.size() + 1, TABLE.size() + 2);
        FeatureTable drifted = new NormDrift(request, plan, table, new Recorder(0), Progress.NONE)
                .features(Task.MULTICLASS, head, added, new Seeds(42));

        assertThat(seen).hasSize(BATCHES).allSatisfy(batch -> assertThat(batch).hasSize(128));
        Set<Integer> trained = new HashSet<>(added);
        IntStream.of(head.train()).forEach(trained::add);
        Set<Integer> drawn = new HashSet<>();
        seen.forEach(drawn::addAll);
        // Nine batches of 128 are several epochs without replacement, as the published code's augmented arms have them.
        assertThat(drawn).isEqualTo(trained);
        for (int[] set : List.of(head.train(), head.validation(), head.test())) {
            for (int row : set) {
                assertThat(drifted.row(row)[0]).isEqualTo(row + 1000f);
            }
        }
        assertThat(added).allSatisfy(row -> assertThat(drifted.row(row)[0]).isEqualTo(row + 1000f));
        assertThat(table.row(0)[0]).isZero();
    }
}
