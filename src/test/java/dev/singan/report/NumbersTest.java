package dev.singan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.report.chart.Axis;
import dev.singan.report.html.Cell;
import dev.singan.report.html.Column;
import dev.singan.report.html.Element;
import dev.singan.report.html.Numbers;
import dev.singan.report.html.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void numbers_have_real_minus_signs_and_no_negative_zero() {
        assertThat(Numbers.fixed(-0.1239, 3)).isEqualTo("−0.124");
        assertThat(Numbers.fixed(-0.0001, 3)).isEqualTo("0.000");
        assertThat(Numbers.signed(0.0001, 3)).isEqualTo("0.000");
        assertThat(Numbers.signed(0.02, 3)).isEqualTo("+0.020");
        assertThat(Numbers.fixed(Double.NaN, 3)).isEqualTo("–");
        assertThat(Numbers.exact(Double.NaN)).isEmpty();
        assertThat(Numbers.exact(0.1)).isEqualTo("0.1");
        assertThat(Numbers.p(0.0009)).isEqualTo("< 0.001");
        assertThat(Numbers.count(1_234_567)).isEqualTo("1\u202f234\u202f567");
    }

    @Test
    void ticks_are_round_and_written_with_as_many_decimals_as_they_need() {
        Axis fine = Axis.covering("x", 0.697, 0.821, 5);
        assertThat(fine.ticks().stream().map(fine::written))
                .containsExactly("0.675", "0.700", "0.725", "0.750", "0.775", "0.800", "0.825");
        Axis wide = Axis.covering("x", 0, 7, 4);
        assertThat(wide.ticks().stream().map(wide::written)).containsExactly("0", "2", "4", "6", "8");
        Axis twentieths = Axis.linear("x", 0.5, 0.7, 4);
        assertThat(twentieths.ticks().stream().map(twentieths::written))
                .containsExactly("0.50", "0.55", "0.60", "0.65", "0.70");
        Axis logarithmic = Axis.logarithmic("x", 0.002, 40);
        assertThat(logarithmic.ticks().stream().map(logarithmic::written)).containsExactly("0.01", "0.1", "1", "10");
    }

    @Test
    void an_axis_of_one_value_is_still_an_axis() {
        Axis axis = Axis.covering("x", 0.5, 0.5, 4);
        assertThat(axis.low()).isLessThanOrEqualTo(0.5);
        assertThat(axis.high()).isGreaterThan(0.5);
        assertThat(axis.position(99)).isEqualTo(1);
    }

    @Test
    void attributes_that_run_scripts_cannot_be_set() {
        assertThatThrownBy(() -> Element.of("p").attr("onclick", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Element.of("script").add("alert(1)")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void csv_quotes_what_needs_it_by_rfc_4180() {
        Table table = new Table(
                "t",
                "c",
                List.of(Column.text("a", "A"), Column.machine("b")),
                List.of(List.of(Cell.of("x,\"y\"\n"), Cell.number(null, 2))));
        assertThat(table.csv()).isEqualTo("a,b\r\n\"x,\"\"y\"\"\n\",\r\n");
    }
}
