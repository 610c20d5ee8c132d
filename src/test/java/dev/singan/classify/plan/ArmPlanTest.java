package dev.singan.classify.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.Json;
import dev.singan.base.Protocol;
import dev.singan.base.UserException;
import dev.singan.dataset.patch.Patch;
import dev.singan.dataset.patch.SourceRule;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ArmPlanTest {
    private static final List<Patch> TABLE = TestExperiments.table(60);

    private static Set<String> patients(int[] patches) {
        return Arrays.stream(patches).mapToObj(i -> TABLE.get(i).patientId()).collect(Collectors.toSet());
    }

    private static long count(HeadPlan head, String classification) {
        return Arrays.stream(head.train())
                .filter(i -> TABLE.get(i).classification().equals(classification))
                .count();
    }

    @Test
    void strict_tests_every_patient_but_the_sources_exactly_once() {
        ArmPlan plan = ArmPlan.of(TABLE, TestExperiments.of(Protocol.STRICT).build());
        Map<String, Integer> tested = new HashMap<>();
        plan.splits().get("123").forEach(split -> split.test().forEach(p -> tested.merge(p, 1, Integer::sum)));
        Set<String> sources = plan.sources().stream().map(Patch::patientId).collect(Collectors.toSet());
        Set<String> others = TABLE.stream().map(Patch::patientId).collect(Collectors.toSet());
        others.removeAll(sources);
        assertThat(tested.keySet()).isEqualTo(others);
        assertThat(tested.values()).containsOnly(1);
    }

    @Test
    void strict_keeps_sources_in_training_and_all_sets_apart_in_every_head() {
        ArmPlan plan = ArmPlan.of(TABLE, TestExperiments.of(Protocol.STRICT).build());
        Set<String> sources = plan.sources().stream().map(Patch::patientId).collect(Collectors.toSet());
        for (HeadPlan head : plan.heads()) {
            Set<String> train = patients(head.train());
            Set<String> validation = patients(head.validation());
            Set<String> test = patients(head.test());
            assertThat(train).containsAll(sources).doesNotContainAnyElementsOf(test);
            assertThat(validation).doesNotContainAnyElementsOf(train).doesNotContainAnyElementsOf(test);
            // 58 patients without the two sources' in three folds: about 39 are not tested, 30 % of them validate
            assertThat(validation.size()).isBetween(10, 13);
        }
    }

    @Test
    void folds_are_alike_in_class_and_format() {
        ArmPlan plan = ArmPlan.of(TABLE, TestExperiments.of(Protocol.STRICT).build());
        // 18 malignant patients are no source: 6 per fold; 40 benign ones: 13 or 14
        for (HeadPlan head : plan.heads()) {
            long malignant = Arrays.stream(head.test())
                    .filter(i -> TABLE.get(i).classification().equals("Malign"))
                    .count();
            assertThat(malignant).isBetween(15L, 21L);
        }
    }

    @Test
    void all_arms_of_a_split_add_the_same_number_with_the_remainder_to_the_first_sources() {
        ArmPlan plan = ArmPlan.of(
                TABLE,
                TestExperiments.of(Protocol.STRICT)
                        .arms("baseline", "singan-2", "singan-4", "oversampling", "oversampling-augmented")
                        .sources(SourceRule.choose(4, List.of(3)))
                        .build());
        for (HeadPlan head : plan.heads()) {
            int surplus = (int) (count(head, "Benign") - count(head, "Malign"));
            assertThat(head.added()).isEqualTo(head.arm().kind() == Arm.Kind.BASELINE ? 0 : surplus);
            if (head.arm().name().equals("singan-4")) {
                int least = surplus / 4;
                for (int i = 0; i < 4; i++) {
                    assertThat(head.perSource().get(i)).isEqualTo(least + (i < surplus % 4 ? 1 : 0));
                }
            }
        }
    }

    @Test
    void published_adds_the_quotient_alone() {
        ArmPlan plan = ArmPlan.of(
                TABLE,
                TestExperiments.of(Protocol.PUBLISHED)
                        .arms("baseline", "singan-4")
                        .sources(SourceRule.choose(4, List.of(3)))
                        .added(11)
                        .build());
        assertThat(plan.heads())
                .filteredOn(head -> head.arm().sources() == 4)
                .allSatisfy(head -> assertThat(head.perSource()).containsExactly(2, 2, 2, 2));
    }

    @Test
    void the_largest_share_of_any_head_is_what_each_singan_must_sample() {
        Experiment experiment = TestExperiments.of(Protocol.STRICT)
                .arms("baseline", "singan-2")
                .added(11)
                .build();
        assertThat(ArmPlan.samplesPerSingan(TABLE, experiment)).isEqualTo(6);
    }

    @Test
    void an_arm_that_cannot_differ_from_the_baseline_says_so() {
        ArmPlan plan = ArmPlan.of(
                TABLE,
                TestExperiments.of(Protocol.STRICT)
                        .arms("baseline", "singan-2")
                        .added(0)
                        .build());
        assertThat(plan.heads())
                .filteredOn(head -> head.arm().sources() == 2)
                .allSatisfy(head ->
                        assertThat(head.note()).contains("equals the baseline").contains("singan.malignant.keep"));
    }

    @Test
    void thinning_keeps_the_share_of_malignant_training_patients_and_every_source() {
        ArmPlan all = ArmPlan.of(TABLE, TestExperiments.of(Protocol.STRICT).build());
        ArmPlan thinned =
                ArmPlan.of(TABLE, TestExperiments.of(Protocol.STRICT).keep(0.4).build());
        for (int i = 0; i < all.heads().size(); i++) {
            HeadPlan full = all.heads().get(i);
            HeadPlan few = thinned.heads().get(i);
            Set<String> before = malignantPatients(full.train());
            Set<String> after = malignantPatients(few.train());
            assertThat(after).hasSize((int) Math.ceil(0.4 * before.size())).isSubsetOf(before);
            assertThat(after)
                    .containsAll(all.sources().stream().map(Patch::patientId).toList());
            assertThat(few.test()).isEqualTo(full.test());
            assertThat(count(few, "Normal")).isEqualTo(count(full, "Normal"));
        }
    }

    private static Set<String> malignantPatients(int[] patches) {
        return Arrays.stream(patches)
                .mapToObj(TABLE::get)
                .filter(patch -> patch.classification().equals("Malign"))
                .map(Patch::patientId)
                .collect(Collectors.toSet());
    }

    @Test
    void zoom_sets_filter_lesions_and_keep_healthy_patches() {
        ArmPlan plan = ArmPlan.of(TABLE, TestExperiments.of(Protocol.STRICT).build());
        HeadPlan tight = plan.heads().stream()
                .filter(head -> head.zoom().digits().equals("1"))
                .findFirst()
                .orElseThrow();
        Set<Integer> zooms = new HashSet<>();
        Arrays.stream(tight.train()).forEach(i -> zooms.add(TABLE.get(i).zoomGroup()));
        assertThat(zooms).containsExactlyInAnyOrder(0, 1);
        Set<Integer> tested = new HashSet<>();
        Arrays.stream(tight.test()).forEach(i -> tested.add(TABLE.get(i).zoomGroup()));
        assertThat(tested).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void only_matrix_arms_are_trained_on_other_zoom_sets() {
        ArmPlan plan = ArmPlan.of(TABLE, TestExperiments.of(Protocol.STRICT).build());
        assertThat(plan.heads())
                .filteredOn(head -> head.zoom().digits().equals("1"))
                .extracting(head -> head.arm().name())
                .containsOnly("baseline");
        assertThat(plan.heads()).hasSize(3 * (3 + 1));
    }

    @Test
    void iwbi_tests_the_same_patients_in_every_split_and_validates_others() {
        ArmPlan plan = ArmPlan.of(
                TABLE,
                TestExperiments.of(Protocol.IWBI)
                        .arms("baseline", "singan-2+oversampling")
                        .build());
        List<Split> splits = plan.splits().get("123");
        assertThat(splits)
                .hasSize(3)
                .extracting(Split::test)
                .containsOnly(splits.get(0).test());
        assertThat(splits.get(0).validation()).isNotEqualTo(splits.get(1).validation());
        assertThat(plan.heads()).extracting(head -> head.arm().name()).contains("singan-2", "oversampling");
    }

    @Test
    void an_arm_with_more_singans_than_sources_is_told_to_the_user() {
        Experiment experiment =
                TestExperiments.of(Protocol.STRICT).arms("baseline", "singan-8").build();
        assertThatThrownBy(() -> ArmPlan.of(TABLE, experiment))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan-8")
                .hasMessageContaining("singan.sources.count to 8");
    }

    @Test
    void a_matrix_arm_that_is_no_arm_is_told_to_the_user() {
        Experiment experiment = TestExperiments.of(Protocol.STRICT)
                .arms("baseline", "singan-2")
                .matrixArms("baseline", "singan-4")
                .build();
        assertThatThrownBy(() -> ArmPlan.of(TABLE, experiment))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.matrix.arms names singan-4")
                .hasMessageContaining("-Dsingan.matrix.arms=baseline.");
    }

    @Test
    void unknown_names_are_told_to_the_user() {
        assertThatThrownBy(() -> Arm.named("singan-0")).isInstanceOf(UserException.class);
        assertThatThrownBy(() -> Arm.named("ensemble-ensemble-baseline")).isInstanceOf(UserException.class);
        assertThatThrownBy(() -> Arm.named("baseline+")).isInstanceOf(UserException.class);
        assertThat(Arm.named("ensemble-singan-4").members()).containsExactly(Arm.named("singan-4"));
        assertThatThrownBy(() -> Task.named("ternary")).isInstanceOf(UserException.class);
        assertThatThrownBy(() -> new ZoomSet("321")).isInstanceOf(UserException.class);
        assertThatThrownBy(() -> Protocol.named("lax"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("strict, published, iwbi");
    }

    /** Requests of workers hold arms and tasks as users write them. */
    @Test
    void an_experiment_travels_as_json() throws Exception {
        Experiment experiment = TestExperiments.of(Protocol.PUBLISHED)
                .arms("baseline", "ensemble-singan-4", "singan-4+oversampling")
                .build();
        assertThat(Json.line(experiment))
                .contains("\"tasks\":[\"binary\",\"multiclass\"]")
                .contains("\"arms\":[\"baseline\",\"ensemble-singan-4\",\"singan-4+oversampling\"]");
        assertThat(Json.mapper().readValue(Json.line(experiment), Experiment.class))
                .isEqualTo(experiment);
    }

    @Test
    void an_unknown_arm_is_told_with_the_property_that_names_it() {
        assertThatThrownBy(() -> Arm.named("singan.matrix.arms", "sigan-4"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.matrix.arms names the arm 'sigan-4'")
                .hasMessageContaining("Mend -Dsingan.matrix.arms.");
    }
}
