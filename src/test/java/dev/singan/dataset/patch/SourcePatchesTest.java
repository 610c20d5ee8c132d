package dev.singan.dataset.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.Seeds;
import dev.singan.base.UserException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SourcePatchesTest {
    private static final Seeds SEEDS = new Seeds(42);

    private static List<Patch> table(int film, int digital) {
        List<Patch> table = new ArrayList<>();
        for (int p = 0; p < film + digital; p++) {
            for (int lesion = 0; lesion < 2; lesion++) {
                for (int zoom = 1; zoom <= 3; zoom++) {
                    table.add(patch(table.size(), "p" + p, p < film ? "Film" : "Digital", "Malign", zoom));
                }
            }
            table.add(patch(table.size(), "p" + p, p < film ? "Film" : "Digital", "Normal", 0));
        }
        return table;
    }

    private static Patch patch(int id, String patient, String format, String classification, int zoom) {
        return new Patch(
                id + ".png",
                patient,
                1,
                format,
                classification,
                null,
                null,
                zoom,
                zoom == 0 ? 0 : 1,
                0,
                0,
                null,
                null,
                null);
    }

    @Test
    void film_and_digital_alternate_with_one_patch_per_patient() {
        List<Patch> chosen = SourcePatches.select(table(6, 5), SourceRule.choose(8, List.of(3)), SEEDS);
        assertThat(chosen)
                .extracting(Patch::format)
                .containsExactly("Film", "Digital", "Film", "Digital", "Film", "Digital", "Film", "Digital");
        assertThat(chosen).extracting(Patch::patientId).doesNotHaveDuplicates();
        assertThat(chosen).extracting(Patch::zoomGroup).containsOnly(3);
    }

    @Test
    void where_a_format_runs_out_the_other_fills_in() {
        List<Patch> chosen = SourcePatches.select(table(6, 1), SourceRule.choose(6, List.of(3)), SEEDS);
        assertThat(chosen).hasSize(6);
        assertThat(chosen).filteredOn(patch -> patch.format().equals("Digital")).hasSize(1);
    }

    @Test
    void several_zoom_groups_take_turns_by_pairs() {
        List<Patch> chosen = SourcePatches.select(table(4, 4), SourceRule.choose(6, List.of(3, 1)), SEEDS);
        assertThat(chosen).extracting(Patch::zoomGroup).containsExactly(3, 3, 1, 1, 3, 3);
    }

    @Test
    void the_choice_depends_on_the_seed_and_on_nothing_else() {
        List<Patch> table = table(20, 20);
        SourceRule rule = SourceRule.choose(8, List.of(3));
        assertThat(SourcePatches.select(table, rule, SEEDS)).isEqualTo(SourcePatches.select(table, rule, SEEDS));
        assertThat(SourcePatches.select(table, rule, SEEDS))
                .isNotEqualTo(SourcePatches.select(table, rule, new Seeds(43)));
        assertThat(SourcePatches.select(table, SourceRule.choose(4, List.of(3)), SEEDS))
                .isEqualTo(SourcePatches.select(table, rule, SEEDS).subList(0, 4));
    }

    @Test
    void given_ids_are_taken_in_their_order() {
        assertThat(SourcePatches.select(table(2, 2), SourceRule.given(List.of(9, 2)), SEEDS))
                .extracting(Patch::id)
                .containsExactly(9, 2);
    }

    @Test
    void an_id_that_is_not_malignant_or_not_there_is_told_to_the_user() {
        assertThatThrownBy(() -> SourcePatches.select(table(1, 1), SourceRule.given(List.of(6)), SEEDS))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("patch 6")
                .hasMessageContaining("Normal");
        assertThatThrownBy(() -> SourcePatches.select(table(1, 1), SourceRule.given(List.of(600)), SEEDS))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("not in metadata.jsonl");
    }

    @Test
    void too_few_malignant_patients_are_told_to_the_user() {
        assertThatThrownBy(() -> SourcePatches.select(table(2, 1), SourceRule.choose(8, List.of(3)), SEEDS))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("only 3 patients")
                .hasMessageContaining("singan.sources.count");
    }
}
