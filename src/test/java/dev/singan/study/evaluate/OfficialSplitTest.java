package dev.singan.study.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.Protocol;
import dev.singan.base.UserException;
import dev.singan.classify.plan.ArmPlan;
import dev.singan.classify.plan.Experiment;
import dev.singan.classify.plan.HeadPlan;
import dev.singan.classify.plan.Split;
import dev.singan.classify.plan.TestExperiments;
import dev.singan.dataset.patch.Patch;
import dev.singan.dataset.patch.PatchTable;
import dev.singan.dataset.patch.SourceRule;
import dev.singan.dataset.record.OfficialSplit;
import dev.singan.study.results.Leakage;
import dev.singan.study.results.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Studies whose test set is the data set's own. */
final class OfficialSplitTest {
    private static final List<Patch> TABLE =
            TestExperiments.divided(TestExperiments.table(48), OfficialSplitTest::fourth);
    private static final Set<String> TESTED = patients(OfficialSplit.TEST);
    private static final Set<String> TRAINING = patients(OfficialSplit.TRAINING);

    @TempDir
    Path folder;

    /** Of every four patients one is tested. */
    private static OfficialSplit fourth(Patch patch) {
        return number(patch) % 4 == 1 ? OfficialSplit.TEST : OfficialSplit.TRAINING;
    }

    private static int number(Patch patch) {
        return Integer.parseInt(patch.patientId().replaceFirst(".*-", ""));
    }

    private static Set<String> patients(OfficialSplit split) {
        return TABLE.stream()
                .filter(p -> p.split() == split)
                .map(Patch::patientId)
                .collect(Collectors.toSet());
    }

    private static Experiment experiment(Protocol protocol) {
        return TestExperiments.of(protocol)
                .arms("baseline", "singan-2", "ensemble-singan-2")
                .zooms("123")
                .sources(SourceRule.choose(4, List.of(3)))
                .official()
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"strict", "published", "iwbi"})
    void theOfficialTestSetIsTestedInEverySplitAndTheRestIsDividedAnew(String protocol) {
        ArmPlan plan = ArmPlan.of(TABLE, experiment(Protocol.named(protocol)));
        List<Split> splits = plan.splits().get("123");
        assertThat(splits).hasSize(3).allSatisfy(split -> {
            assertThat(split.test()).isEqualTo(TESTED);
            Set<String> rest = new TreeSet<>(split.train());
            rest.addAll(split.validation());
            assertThat(rest).isEqualTo(TRAINING);
            assertThat(split.train()).doesNotContainAnyElementsOf(split.validation());
            assertThat(split.validation()).isNotEmpty();
        });
        assertThat(splits).extracting(Split::validation).doesNotHaveDuplicates();
        assertThat(plan.sources()).allSatisfy(source -> assertThat(TRAINING).contains(source.patientId()));
        assertThat(plan.official().orElseThrow().notes()).isEmpty();
    }

    @Test
    void whoIsInBothSetsIsTestedOnTheImagesOfTheTestSetAlone() {
        // The first two patches of patient 1 stay in its test set; the others go over to training. Patch 10 has no set.
        List<Patch> table = TestExperiments.divided(
                TestExperiments.table(48),
                patch -> patch.id() == 10
                        ? null
                        : number(patch) == 1 && patch.id() > 6 ? OfficialSplit.TRAINING : fourth(patch));
        ArmPlan plan = ArmPlan.of(table, experiment(Protocol.STRICT));
        Set<Integer> used = new HashSet<>();
        Set<Integer> tested = new HashSet<>();
        for (HeadPlan head : plan.heads()) {
            for (int[] set : List.of(head.train(), head.validation(), head.test(), head.heldOut())) {
                for (int index : set) {
                    used.add(index);
                }
            }
            for (int index : head.test()) {
                tested.add(index);
            }
        }
        assertThat(used).doesNotContain(7, 8, 9, 10);
        assertThat(tested).contains(5, 6);
        assertThat(plan.official().orElseThrow().notes())
                .containsExactly(
                        "3 training patches of the official split are left out, as their patients are in its test set, too",
                        "1 patches are left out, as they are in neither set of the official split");
    }

    @Test
    void aDataSetWithoutAnOfficialSplitOrWithOneSetOfItAloneIsToldSo() {
        assertThatThrownBy(() -> ArmPlan.of(TestExperiments.table(48), experiment(Protocol.STRICT)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no patch of metadata.jsonl has an official split")
                .hasMessageContaining("Remove singan.split");
        assertThatThrownBy(() -> ArmPlan.of(
                        TestExperiments.divided(TestExperiments.table(48), patch -> OfficialSplit.TRAINING),
                        experiment(Protocol.STRICT)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("all patches of metadata.jsonl are of the official training set");
    }

    @Test
    void noSourceMayBeOfATestedPatient() {
        int tested = TABLE.stream()
                .filter(patch -> patch.split() == OfficialSplit.TEST
                        && patch.classification().equals("Malign"))
                .findFirst()
                .orElseThrow()
                .id();
        Experiment given = TestExperiments.of(Protocol.STRICT)
                .arms("baseline", "singan-1")
                .sources(SourceRule.given(List.of(tested)))
                .official()
                .build();
        assertThatThrownBy(() -> ArmPlan.of(TABLE, given))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("source patches [" + tested + "]")
                .hasMessageContaining("singan.sources");
    }

    @Test
    void aStudyRunsIsAuditedAndMayHaveEnsembles() throws IOException {
        SmallStudy study = new SmallStudy(folder, experiment(Protocol.STRICT), TABLE, 48);
        assertThat(PatchTable.read(PatchTable.file(folder))).isEqualTo(TABLE);
        study.classify(2);
        Results results = study.evaluate();
        assertThat(results.leakage().checks()).allMatch(Leakage.Check::passed);
        assertThat(results.leakage().checks())
                .filteredOn(check -> check.name().equals("official split"))
                .hasSize(3)
                .allSatisfy(check -> assertThat(check.detail())
                        .isEqualTo("the 12 patients of the official test set are tested, and they alone"));
        assertThat(results.leakage().checks()).noneMatch(check -> check.name().startsWith("tested once"));
        assertThat(results.runs())
                .filteredOn(run -> run.arm().equals("ensemble-singan-2"))
                .isNotEmpty();
        // 12 patients of three lesion patches and two windows, in every split.
        assertThat(results.runs())
                .filteredOn(run -> run.testZoom().equals("123"))
                .allSatisfy(run -> assertThat(run.n()).isEqualTo(60));
    }
}
