package dev.singan.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The beginnings of formulas are those of OWASP's page on CSV injection. */
class SpreadsheetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"x\")",
                "+cmd|' /C calc'!A0",
                "-2+3+cmd",
                "@SUM(1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "＝1+1",
                "  =cmd.png"
            })
    void formulas_become_text(String text) {
        assertThat(Spreadsheet.text(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "film-9", "-0.5", "+1e-4", "-1,5", "a=b", "1-2", "'=x"})
    void other_texts_stay(String text) {
        assertThat(Spreadsheet.text(text)).isEqualTo(text);
    }
}
