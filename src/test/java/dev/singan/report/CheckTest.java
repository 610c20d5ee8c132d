package dev.singan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.singan.base.UserException;
import dev.singan.report.check.Accept;
import dev.singan.report.check.CheckResult;
import dev.singan.report.check.CheckResult.Status;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class CheckTest extends CheckedResults {
    @Test
    void the_audit_alone_passes_and_a_missing_reference_is_skipped_by_name() throws IOException {
        CheckResult result = check(Map.of());
        assertThat(result.passed()).isTrue();
        assertThat(result.count(Status.PASSED)).isEqualTo(3);
        assertThat(result.ended(Status.SKIPPED))
                .extracting(CheckResult.Case::message)
                .containsExactly("There is no reference in the folder \"reference\"; the goal accept writes one.");
    }

    @Test
    void a_figure_below_its_threshold_fails_with_both_values_and_where_to_look() throws IOException {
        CheckResult result = check(Map.of("singan.check.min.auc.multiclass.malignant.baseline", "0.7"));
        assertThat(result.passed()).isFalse();
        assertThat(result.message())
                .contains("auc.multiclass.malignant.baseline is 0.68, below 0.7")
                .contains("singan.check.min.auc.multiclass.malignant.baseline")
                .contains("classification.html#auc");
    }

    @Test
    void a_threshold_holds_at_its_very_value_and_stars_stand_for_any_part() throws IOException {
        assertThat(check(Map.of("singan.check.min.auc.multiclass.malignant.baseline", "0.68"))
                        .passed())
                .isTrue();
        CheckResult stars = check(Map.of("singan.check.max.sifid.*", "0.4"));
        assertThat(stars.ended(Status.FAILED))
                .extracting(CheckResult.Case::name)
                .containsExactly("singan.check.max.sifid.*: sifid.17");
        assertThat(stars.ended(Status.PASSED))
                .extracting(CheckResult.Case::name)
                .contains("singan.check.max.sifid.*: sifid.5");
    }

    @Test
    void a_threshold_on_a_figure_that_does_not_exist_fails_instead_of_passing_unseen() throws IOException {
        CheckResult result = check(Map.of("singan.check.min.auc.multiclass.malign.baseline", "0.1"));
        assertThat(result.message())
                .contains("No figure is called auc.multiclass.malign.baseline")
                .contains("auc.binary.healthy.baseline");
    }

    @Test
    void settings_that_cannot_be_read_say_what_to_write() {
        assertThatThrownBy(() -> check(Map.of("singan.check.minimum", "1")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.check.min.NAME");
        assertThatThrownBy(() -> check(Map.of("singan.check.min.images", "many")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("\"many\"");
        assertThatThrownBy(() -> check(Map.of("singan.check.leakage", "yes")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("true or false");
        assertThatThrownBy(() -> check(Map.of("singan.check.tolerance.auc", "-1")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("not below zero");
    }

    @Test
    void leakage_fails_with_the_finding() throws IOException {
        edit(json -> {
            ObjectNode leakage = (ObjectNode) json.get("leakage");
            leakage.put("passed", false);
            ((ObjectNode) leakage.get("checks").get(1))
                    .put("passed", false)
                    .put("detail", "patient film-9 in train and test");
        });
        assertThat(check(Map.of()).message())
                .contains("patient film-9 in train and test")
                .contains("data.html#leakage");
        assertThat(check(Map.of("singan.check.leakage", "false")).passed()).isTrue();
        assertThatThrownBy(() -> Accept.run(results, references))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no reference");
    }

    @Test
    void the_published_protocol_may_leak_unless_that_is_forbidden() throws IOException {
        edit(json -> {
            json.put("protocol", "published");
            ObjectNode leakage = (ObjectNode) json.get("leakage");
            leakage.put("passed", false);
            ((ObjectNode) leakage.get("checks").get(1)).put("passed", false);
        });
        CheckResult result = check(Map.of());
        assertThat(result.passed()).isTrue();
        assertThat(result.ended(Status.SKIPPED).get(0).message()).contains("published lets leaks pass");
        assertThat(check(Map.of("singan.check.leakage", "true")).passed()).isFalse();
    }

    /** Protocol's constructor makes any combination of switches, under any name. */
    @Test
    void whether_leaks_fail_is_the_studys_switch_where_it_is_not_the_protocols() throws IOException {
        edit(json -> {
            ObjectNode leakage = (ObjectNode) json.get("leakage");
            leakage.put("passed", false).put("fails", false);
            ((ObjectNode) leakage.get("checks").get(1)).put("passed", false);
        });
        assertThat(check(Map.of()).passed()).isTrue();
        assertThat(check(Map.of("singan.check.leakage", "true")).passed()).isFalse();
        edit(json -> {
            json.put("protocol", "published");
            ((ObjectNode) json.get("leakage")).put("fails", true);
        });
        assertThat(check(Map.of()).passed()).isFalse();
    }

    @Test
    void the_xml_has_a_test_case_for_each_check() throws Exception {
        CheckResult result = new CheckResult(List.of(
                new CheckResult.Case("leakage", "a<b>\u0001", Status.PASSED, "fine", null, null, null),
                new CheckResult.Case("threshold", "t", Status.FAILED, "1 \"<\" 2", 1.0, 2.0, null),
                new CheckResult.Case("reference", "r", Status.SKIPPED, "none", null, null, null)));
        result.write(folder);
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve(CheckResult.FILE).toFile());
        assertThat(xml.getDocumentElement().getAttribute("tests")).isEqualTo("3");
        assertThat(xml.getDocumentElement().getAttribute("failures")).isEqualTo("1");
        assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(3);
        assertThat(xml.getElementsByTagName("failure")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("message")
                        .getNodeValue())
                .isEqualTo("1 \"<\" 2");
        assertThat(xml.getElementsByTagName("skipped").getLength()).isEqualTo(1);
    }
}
