package dev.singan.gan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import dev.singan.base.UserException;
import dev.singan.gan.config.Recipe;
import dev.singan.gan.config.SinganConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PyramidTest {
    /** Expected sizes: {@code pyramids()} of {@code src/test/reference/singan_reference.py}, in Python's arithmetic. */
    @Test
    void numberAndSizesOfTheScalesAreTheOfficialCodes() throws Exception {
        JsonNode rows =
                Json.mapper().readTree(Objects.requireNonNull(PyramidTest.class.getResource("/singan/pyramids.json")));
        assertThat(rows).hasSizeGreaterThan(20);
        for (JsonNode row : rows) {
            SinganConfig config = SinganConfig.withDefaults()
                    .withPyramid(p -> p.withScaleFactor(row.get("scaleFactor").asDouble())
                            .withMinSize(row.get("minSize").asInt())
                            .withMaxSize(row.get("maxSize").asInt()));
            Pyramid pyramid =
                    Pyramid.of(row.get("height").asInt(), row.get("width").asInt(), config);
            assertThat(pyramid.factor()).isCloseTo(row.get("factor").asDouble(), within(1e-15));
            List<Pyramid.Size> expected = new ArrayList<>();
            row.get("sizes")
                    .forEach(s -> expected.add(
                            new Pyramid.Size(s.get(0).asInt(), s.get(1).asInt())));
            assertThat(pyramid.sizes()).as(row.toString()).isEqualTo(expected);
        }
    }

    @Test
    void theEmbeddedStudyHasFourScales() {
        assertThat(Pyramid.of(64, 64, SinganConfig.withDefaults()).sizes())
                .extracting(Pyramid.Size::width)
                .containsExactly(25, 35, 47, 64);
    }

    @Test
    void theThesisHasElevenScalesUpTo250() {
        List<Pyramid.Size> sizes =
                Pyramid.of(380, 572, SinganConfig.of(Recipe.THESIS_CODE)).sizes();
        assertThat(sizes).hasSize(11);
        assertThat(sizes.get(10).width()).isEqualTo(250);
    }

    @Test
    void anImageWithoutRoomForTwoScalesIsRefusedWithWhatToChange() {
        assertThatThrownBy(() -> Pyramid.of(25, 40, SinganConfig.withDefaults()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("40x25")
                .hasMessageContaining("singan.gan.minSize");
        assertThatThrownBy(() -> Pyramid.of(60, 300, SinganConfig.withDefaults().withPyramid(p -> p.withMaxSize(100))))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.gan.maxSize");
    }
}
