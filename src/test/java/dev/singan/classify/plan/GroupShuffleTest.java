package dev.singan.classify.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import dev.singan.base.Protocol;
import dev.singan.base.UserException;
import dev.singan.dataset.patch.Patch;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Expected draws come from Debian's python3-sklearn and python3-numpy, by src/test/reference/group_shuffle.py. */
final class GroupShuffleTest {
    private static JsonNode reference() throws IOException {
        try (InputStream in = GroupShuffleTest.class.getResourceAsStream("group-shuffle.json")) {
            return Json.mapper().readTree(in);
        }
    }

    @Test
    void the_generator_gives_numpys_bits() throws IOException {
        NumpyRandom random = new NumpyRandom(5);
        for (JsonNode bits : reference().get("bits")) {
            assertThat(Integer.toUnsignedLong(random.nextInt())).isEqualTo(bits.asLong());
        }
    }

    @Test
    void permutations_are_numpys() throws IOException {
        NumpyRandom random = new NumpyRandom(42);
        for (JsonNode permutation : reference().get("permutations")) {
            assertThat(random.permutation(permutation.size()))
                    .containsExactly(Json.mapper().convertValue(permutation, int[].class));
        }
    }

    @Test
    void published_splits_are_the_groups_that_scikit_learn_draws() throws IOException {
        for (JsonNode node : reference().get("cases")) {
            List<Split> splits = new Splitter(
                            patches(node),
                            Set.of(),
                            TestExperiments.of(Protocol.PUBLISHED).build())
                    .splits(new ZoomSet(node.get("zoom").asText()));
            assertThat(splits).hasSize(3);
            for (Split split : splits) {
                JsonNode draw = node.get("draws").get(split.index());
                assertThat(split.test()).isEqualTo(patients(draw.get("test")));
                assertThat(split.train()).isEqualTo(patients(draw.get("train")));
                assertThat(split.validation()).isEqualTo(patients(draw.get("validation")));
            }
        }
    }

    @Test
    void too_few_patients_for_a_test_set_are_told_to_the_user() {
        List<String> groups = IntStream.range(0, 9).mapToObj(String::valueOf).toList();
        assertThatThrownBy(() -> GroupShuffle.draw(groups, 1, 0.9))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("9 patients");
    }

    private static List<Patch> patches(JsonNode node) {
        List<Patch> patches = new ArrayList<>();
        for (int i = 0; i < node.get("groups").size(); i++) {
            patches.add(TestExperiments.patch(
                    i,
                    "p" + node.get("groups").get(i).asInt(),
                    "Film",
                    node.get("zooms").get(i).asInt() == 0 ? "Normal" : "Benign",
                    node.get("zooms").get(i).asInt()));
        }
        return patches;
    }

    private static Set<String> patients(JsonNode groups) {
        Set<String> patients = new TreeSet<>();
        groups.forEach(group -> patients.add("p" + group.asInt()));
        return patients;
    }
}
