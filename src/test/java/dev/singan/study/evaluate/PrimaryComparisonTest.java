package dev.singan.study.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.Json;
import dev.singan.base.Protocol;
import dev.singan.base.UserException;
import dev.singan.classify.plan.Experiment;
import dev.singan.classify.plan.Task;
import dev.singan.classify.plan.TestExperiments;
import org.junit.jupiter.api.Test;

final class PrimaryComparisonTest {
    private static final Experiment STUDY = TestExperiments.of(Protocol.STRICT)
            .arms("baseline", "singan-2", "oversampling")
            .build();

    @Test
    void a_class_and_an_arm_are_a_comparison_of_the_task_that_has_the_class() throws Exception {
        PrimaryComparison primary = PrimaryComparison.named("malignant:singan-2", STUDY);
        assertThat(primary.task()).isEqualTo(Task.MULTICLASS);
        assertThat(primary).hasToString("malignant:singan-2");
        byte[] json = Json.mapper().writeValueAsBytes(primary);
        assertThat(Json.mapper().readValue(json, PrimaryComparison.class)).isEqualTo(primary);
    }

    @Test
    void what_the_study_does_not_have_is_refused_with_what_it_has() {
        assertThatThrownBy(() -> PrimaryComparison.named("malignant:singan-4", STUDY))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan-4")
                .hasMessageContaining("singan-2, oversampling");
        assertThatThrownBy(() -> PrimaryComparison.named("malignant:baseline", STUDY))
                .isInstanceOf(UserException.class);
        assertThatThrownBy(() -> PrimaryComparison.named("malign:singan-2", STUDY))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("malignant");
        assertThatThrownBy(() -> PrimaryComparison.named("malignant", STUDY))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("malignant:singan-8");
        Experiment alone = TestExperiments.of(Protocol.STRICT).arms("baseline").build();
        assertThatThrownBy(() -> PrimaryComparison.named("malignant:singan-2", alone))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("nothing to compare");
    }
}
