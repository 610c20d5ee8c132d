package dev.singan.report.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.report.ReportFixture;
import dev.singan.study.results.Results;
import dev.singan.study.results.SifidReference;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The fixture's SinGANs were trained by nd4j; here it counts as an engine that repeats everywhere. */
class ExactnessTest {
    private final Results results = ReportFixture.results();
    private final Reference now = Reference.of(results, "some hash");

    private Exactness exactness(Reference reference) {
        return new Exactness(results, now, reference, engines -> !engines.isEmpty(), true);
    }

    private Reference trainedBy(Set<String> engines) {
        return new Reference(
                now.schema(),
                now.archive(),
                now.protocol(),
                now.parameters(),
                new TreeSet<>(engines),
                null,
                now.values());
    }

    @Test
    void every_figure_is_exact_where_the_engine_repeats_everywhere() {
        assertThat(now.values().keySet()).anyMatch(name -> name.contains("singan-2"));
        assertThat(now.values().keySet())
                .allSatisfy(name -> assertThat(exactness(now).cause(name)).isEmpty());
    }

    @Test
    void on_a_numerical_librarys_gpu_inceptions_maps_are_not_held() {
        Results inception = withMapsOf("inception/block1");
        assertThat(new Exactness(inception, now, now, engines -> true, false).cause("sifidReference.noise"))
                .contains(Cause.INCEPTION);
        assertThat(new Exactness(inception, now, now, engines -> true, true).cause("sifidReference.noise"))
                .isEmpty();
        assertThat(new Exactness(results, now, now, engines -> true, false).cause("sifidReference.noise"))
                .isEmpty();
    }

    private Results withMapsOf(String layer) {
        Results r = results;
        return new Results(
                r.schema(),
                r.protocol(),
                r.study(),
                r.data(),
                r.sets(),
                r.singans(),
                List.of(new SifidReference("noise", layer, "some file", 31.5, 0.25, 20)),
                r.added(),
                r.runs(),
                r.summary(),
                r.detectable(),
                r.curves(),
                r.confusion(),
                r.calibration(),
                r.misclassification(),
                r.mistakes(),
                r.heads(),
                r.leakage(),
                r.syntheticDetection(),
                r.pixelBaseline(),
                r.warnings());
    }

    @Test
    void a_reference_by_another_or_an_unknown_engine_holds_no_figure_that_comes_from_training() {
        for (Set<String> engines : Set.of(Set.<String>of(), Set.of("exact"), Set.of("exact", "nd4j"))) {
            Exactness exactness = exactness(trainedBy(engines));
            assertThat(exactness.cause("auc.binary.suspicious.singan-2")).contains(Cause.ARM_WITH_SAMPLES);
            assertThat(exactness.cause("sifid.5")).contains(Cause.SAMPLES);
            assertThat(exactness.cause("auc.binary.suspicious.baseline")).isEmpty();
            assertThat(exactness.reason(Cause.SAMPLES)).contains("does not tell by which");
        }
    }
}
