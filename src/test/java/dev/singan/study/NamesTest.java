package dev.singan.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.UserException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void anUnknownValueIsRefusedWithTheAllowedOnesAndTheNearest() {
        assertThatThrownBy(() -> Names.choice("singan.archive", "phantm", List.of("bcdr", "mias", "phantom")))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "singan.archive=phantm is not known. Allowed are bcdr, mias, phantom. Did you mean phantom?");
    }

    @Test
    void aNumberOutsideItsRangeIsRefusedWithTheRange() {
        assertThatThrownBy(() -> Names.range("singan.malignant.keep", 1.5, 0, 1))
                .isInstanceOf(UserException.class)
                .hasMessage("singan.malignant.keep=1.5 is out of range. Allowed are values from 0 to 1.");
        assertThat(Names.range("singan.splits", 3, 1, 10)).isEqualTo(3);
    }

    @Test
    void theDistanceIsLevenshteins() {
        // kitten → sitten → sittin → sitting, the textbook's example
        assertThat(Names.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Names.distance("", "abc")).isEqualTo(3);
    }

    @Test
    void aNameThatIsLikeNoneHasNoNearest() {
        assertThat(Names.nearest("singan.gan.iteration", List.of("singan.gan.iterations", "singan.seed")))
                .contains("singan.gan.iterations");
        assertThat(Names.nearest("completely.different", List.of("singan.seed")))
                .isEmpty();
    }
}
