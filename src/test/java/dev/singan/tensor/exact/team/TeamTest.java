package dev.singan.tensor.exact.team;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void whatIsDoneInTurnIsDoneInAscendingOrder(int threads) {
        List<Integer> order = new ArrayList<>();
        try (Team team = new Team(threads)) {
            team.run(7, (number, room) -> {}, (number, room) -> order.add(number));
        }
        assertThat(order).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    /** Whoever waits for a turn that never comes would wait for ever: the bound is for that alone. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    @Timeout(120)
    void aPartThatFailsEndsTheRunAndTheTeamWorksOn(int threads) {
        try (Team team = new Team(threads)) {
            for (int failing = 0; failing < 7; failing++) {
                int broken = failing;
                assertThatThrownBy(() -> team.run(7, (number, room) -> fail(number == broken), (number, room) -> {}))
                        .hasStackTraceContaining("broken");
                assertThatThrownBy(() -> team.run(7, (number, room) -> {}, (number, room) -> fail(number == broken)))
                        .hasStackTraceContaining("broken");
            }
        }
        whatIsDoneInTurnIsDoneInAscendingOrder(threads);
    }

    private static void fail(boolean broken) {
        if (broken) {
            throw new IllegalArgumentException("broken");
        }
    }
}
