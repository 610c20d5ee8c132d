package dev.singan.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
    private enum Kind {
        MIAS,
        THESIS_CODE
    }

    @Test
    void aWordNamesTheConstantThatIsWrittenSo() {
        assertThat(Words.choice("singan.gan.recipe", "thesis-code", Kind.class)).isEqualTo(Kind.THESIS_CODE);
        assertThat(Words.choice("singan.splits", "2", List.of(1, 2, 3), String::valueOf))
                .isEqualTo(2);
    }

    @Test
    void anUnknownWordIsRefusedWithTheAllowedOnesAndTheNearest() {
        assertThatThrownBy(() -> Words.choice("singan.archive", "mais", Kind.class))
                .isInstanceOf(UserException.class)
                .hasMessage("singan.archive is 'mais', but it must be one of mias, thesis-code:"
                        + " set -Dsingan.archive=mias; did you mean mias?");
        assertThatThrownBy(() -> Words.choice("singan.archive", "THESIS_CODE", Kind.class))
                .isInstanceOf(UserException.class);
    }

    @Test
    void aNumberOutsideItsRangeIsRefusedWithTheRange() {
        assertThatThrownBy(() -> Requirement.range("singan.splits", 11, 1, 10))
                .isInstanceOf(UserException.class)
                .hasMessage("singan.splits is 11, but it must be from 1 to 10: set -Dsingan.splits to such a value");
        assertThat(Requirement.range("singan.splits", 1, 1, 10)).isEqualTo(1);
        assertThat(Requirement.range("singan.splits", 10, 1, 10)).isEqualTo(10);
    }

    @Test
    void theDistanceIsLevenshteins() {
        // kitten → sitten → sittin → sitting, the textbook's example
        assertThat(Words.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Words.distance("", "abc")).isEqualTo(3);
    }

    @Test
    void aNameThatIsLikeNoneHasNoNearest() {
        assertThat(Words.nearest("singan.gan.iteration", List.of("singan.gan.iterations", "singan.seed")))
                .contains("singan.gan.iterations");
        assertThat(Words.nearest("completely.different", List.of("singan.seed")))
                .isEmpty();
        assertThat(Words.suggestion("completely.different", List.of("singan.seed")))
                .isEmpty();
        assertThat(Words.suggestion("singan.sed", List.of("singan.seed"))).isEqualTo("; did you mean singan.seed?");
    }
}
