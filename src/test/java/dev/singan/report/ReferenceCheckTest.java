package dev.singan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.singan.base.Json;
import dev.singan.base.UserException;
import dev.singan.report.check.Accept;
import dev.singan.report.check.CheckResult;
import dev.singan.report.check.CheckResult.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is held against a reference, what is not, and what is said of a difference. */
class ReferenceCheckTest extends CheckedResults {
    @Test
    void accepted_results_agree_with_themselves_and_a_figure_that_no_processor_moves_must_be_the_very_number()
            throws IOException {
        assertThat(Accept.run(results, references)).hasFileName("phantom-strict.json");
        CheckResult same = check(Map.of());
        assertThat(same.passed()).isTrue();
        assertThat(same.ended(Status.PASSED))
                .filteredOn(one -> one.group().equals("reference"))
                .hasSizeGreaterThan(50)
                .allMatch(one -> Double.valueOf(0).equals(one.tolerance()));
        shift("baseline", Math.ulp(0.68));
        CheckResult drifted = check(Map.of());
        assertThat(drifted.ended(Status.FAILED)).hasSize(1);
        assertThat(drifted.message())
                .contains(
                        "auc.multiclass.malignant.baseline is 0.6800000000000002, the reference phantom-strict.json has 0.68")
                .contains("held exactly")
                .contains("run the goal accept");
        assertThat(check(Map.of("singan.check.tolerance.auc", "5%")).passed()).isFalse();
        assertThat(check(Map.of("singan.check.reference", "false")).passed()).isTrue();
    }

    /** Samples move with the processor and the threads, and with them the arms that are trained on them; the others do not. */
    @Test
    void figures_that_come_from_training_are_not_held_and_the_check_says_which_and_why() throws IOException {
        Accept.run(results, references);
        shift("singan-2", 0.3);
        CheckResult result = check(Map.of());
        assertThat(result.passed()).isTrue();
        assertThat(result.message())
                .contains(
                        "Figures of arms with samples of SinGANs (singan-2, singan-4) are not held against phantom-strict.json")
                .contains("training by nd4j gives other bytes on other processors")
                .containsPattern("in all, accuracy [0-9]+, auc [0-9]+")
                .contains("Figures of SinGANs and their samples are not held")
                .contains("5 in all, diversity 2, sifid 2, syntheticDetection 1.");
        assertThat(result.ended(Status.SKIPPED)).hasSize(2);
        assertThat(result.ended(Status.PASSED))
                .filteredOn(one -> one.group().equals("reference"))
                .extracting(CheckResult.Case::name)
                .contains("phantom-strict.json: sifidReference.noise")
                .anyMatch(name -> name.contains(": added.") && name.contains(".singan-2."))
                .noneMatch(name -> name.contains(": auc.") && name.contains("singan-2"))
                .noneMatch(name -> name.contains("sifid.") || name.contains("diversity"));
        shift("oversampling", 1e-9);
        assertThat(check(Map.of()).ended(Status.FAILED))
                .extracting(CheckResult.Case::name)
                .contains("phantom-strict.json: auc.multiclass.malignant.oversampling")
                .allMatch(name -> name.contains("oversampling"));
    }

    @Test
    void every_figure_of_the_reference_is_held_or_told_not_to_be() throws IOException {
        Accept.run(results, references);
        CheckResult result = check(Map.of());
        int told = result.ended(Status.SKIPPED).stream()
                .mapToInt(one -> Integer.parseInt(one.message().replaceAll("(?s).*: ([0-9]+) in all.*", "$1")))
                .sum();
        long held = result.ended(Status.PASSED).stream()
                .filter(one -> one.group().equals("reference"))
                .count();
        JsonNode reference = Json.read(references.resolve("phantom-strict.json"), JsonNode.class);
        assertThat(held + told).isEqualTo(reference.get("values").size());
        assertThat(told).isGreaterThan(5);
    }

    @Test
    void a_tolerance_holds_figures_that_come_from_training_within_it() throws IOException {
        Accept.run(results, references);
        shift("singan-2", 0.149);
        Map<String, String> tolerance = Map.of("singan.check.tolerance.auc", "0.15");
        CheckResult within = check(tolerance);
        assertThat(within.passed()).isTrue();
        assertThat(within.message()).doesNotContain("auc ").contains("accuracy ");
        shift("singan-2", 0.002);
        assertThat(check(tolerance).ended(Status.FAILED)).hasSize(1);
        assertThat(check(tolerance).message())
                .contains("they differ by 0.151, more than the tolerance 0.15 (singan.check.tolerance.auc)");
        assertThat(check(Map.of("singan.check.tolerance.auc", "90%")).passed()).isTrue();
    }

    @Test
    void a_tolerance_without_effect_says_so() throws IOException {
        Accept.run(results, references);
        assertThat(check(Map.of("singan.check.tolerance.images", "1")).message())
                .contains("singan.check.tolerance.images has no effect");
    }

    @Test
    void ensembles_of_arms_with_samples_are_not_held_either() throws IOException {
        edit(json -> json.get("summary").forEach(one -> {
            if (one.get("arm").asText().equals("singan-2")) {
                ((ObjectNode) one).put("arm", "baseline+singan-2");
            }
        }));
        Accept.run(results, references);
        shift("baseline+singan-2", 0.1);
        assertThat(check(Map.of()).passed()).isTrue();
        assertThat(check(Map.of()).message()).contains("(baseline+singan-2, singan-4) are not held");
    }

    /** A library's kernels compute DL4J's heads, by the processor. */
    @Test
    void figures_by_a_numerical_library_are_not_held_either() throws IOException {
        edit(json -> ((ObjectNode) json.get("study").get("parameters")).put("singan.head.engine", "dl4j"));
        Accept.run(results, references);
        shift("baseline", 1e-9);
        assertThat(check(Map.of()).passed()).isTrue();
        assertThat(check(Map.of()).message())
                .contains("singan.head.engine=dl4j are not held")
                .contains("the numerical library rounds otherwise");
    }

    @Test
    void of_figures_that_differ_the_first_in_the_studys_order_names_the_likely_cause() throws IOException {
        edit(json -> json.get("singans").forEach(one -> ((ObjectNode) one).put("engine", "exact")));
        Accept.run(results, references);
        shift("singan-2", 1e-9);
        assertThat(check(Map.of()).message())
                .contains("all that comes from no SinGAN agrees, so that training or sampling computes something else");
        shift("baseline", 1e-9);
        assertThat(check(Map.of()).message())
                .contains("the data agree, so that features, heads or the evaluation compute something else")
                .doesNotContain("from no SinGAN agrees");
        edit(json -> ((ObjectNode) json.get("data")).put("images", 1));
        List<CheckResult.Case> failed = check(Map.of()).ended(Status.FAILED);
        assertThat(failed).extracting(CheckResult.Case::name).first().isEqualTo("phantom-strict.json: images");
        assertThat(failed)
                .filteredOn(one -> one.message().contains("in the study's order"))
                .hasSize(1);
    }

    @Test
    void where_every_figure_is_held_exactly_so_is_the_file_byte_for_byte() throws IOException {
        edit(json -> json.get("singans").forEach(one -> ((ObjectNode) one).put("engine", "exact")));
        Accept.run(results, references);
        assertThat(check(Map.of()).ended(Status.PASSED))
                .extracting(CheckResult.Case::name)
                .contains("phantom-strict.json: results.json");
        edit(json -> json.withArray("warnings").add("one more"));
        assertThat(check(Map.of()).message())
                .contains("not the file of the reference phantom-strict.json byte for byte");
        Path file = references.resolve("phantom-strict.json");
        ObjectNode older = (ObjectNode) Json.read(file, JsonNode.class);
        older.remove("resultsSha256");
        Json.write(file, older);
        assertThat(check(Map.of()).passed()).isTrue();
    }

    @Test
    void a_reference_tells_the_engines_and_one_that_does_not_is_read() throws IOException {
        Path file = Accept.run(results, references);
        ObjectNode reference = (ObjectNode) Json.read(file, JsonNode.class);
        assertThat(reference.get("engines")).hasSize(1).first().returns("nd4j", JsonNode::asText);
        reference.remove("engines");
        Json.write(file, reference);
        assertThat(check(Map.of()).passed()).isTrue();
    }

    @Test
    void a_figure_that_vanished_fails() throws IOException {
        Accept.run(results, references);
        edit(json -> json.putArray("singans"));
        assertThat(check(Map.of()).message())
                .contains("sifid.5 is not among the results")
                .contains("has 0.35");
    }

    @Test
    void a_reference_of_another_seed_is_skipped_with_the_parameter_that_differs() throws IOException {
        Accept.run(results, references);
        edit(json -> ((ObjectNode) json.get("study").get("parameters")).put("singan.seed", "5"));
        assertThat(check(Map.of()).ended(Status.SKIPPED))
                .extracting(CheckResult.Case::message)
                .containsExactly(
                        "phantom-strict.json was made under other conditions and is not compared with: singan.seed is 5, was 42.");
    }

    @Test
    void a_broken_reference_is_named() throws IOException {
        Files.createDirectories(references);
        Files.writeString(references.resolve("x.json"), "{");
        assertThatThrownBy(() -> check(Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("x.json");
        Files.writeString(
                references.resolve("x.json"),
                "{\"schema\":\"other\",\"archive\":\"a\",\"protocol\":\"b\",\"parameters\":{},\"values\":{}}");
        assertThatThrownBy(() -> check(Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("'other'");
    }
}
