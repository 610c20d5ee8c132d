package dev.singan.tensor.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.Library;
import dev.singan.base.UserException;
import dev.singan.tensor.engine.EngineProvider;
import dev.singan.tensor.engine.GeneratorSteps;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.StepEngine;
import dev.singan.tensor.engine.StepEngineContract;
import dev.singan.tensor.engine.StepFixture;
import dev.singan.tensor.exact.ExactProvider;
import dev.singan.tensor.nd4j.Nd4jEngine;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnginesTest {
    private static final double RATE = 5e-4;

    /** Whatever GPU this machine has, the driver that is named here is not there. */
    @Test
    void withoutAGpuAutoTakesTheEngineThatGivesTheSameBitsEverywhereAndSaysSo() {
        System.setProperty("singan.cuda.library", "no-such-driver");
        Engines.Choice choice;
        try {
            choice = Engines.choose("auto");
        } finally {
            System.clearProperty("singan.cuda.library");
        }
        assertThat(choice.engine().name()).isEqualTo("exact");
        assertThat(choice.reason()).isEqualTo("exact, the same bits on every processor");
        assertThat(Engines.repeatEverywhere(List.of(choice.engine().arithmetic().name())))
                .isTrue();
    }

    @Test
    void theNd4jEngineCanAlwaysBeAskedFor() {
        assertThat(Engines.of("nd4j").name()).isEqualTo("nd4j");
    }

    @Test
    void anUnknownEngineIsAnErrorThatNamesThePropertyAndItsValues() {
        assertThatThrownBy(() -> Engines.of("pytorch"))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll("singan.engine", "'pytorch'", "auto, exact, cuda, nd4j");
    }

    @Test
    void anEngineOfEarlierVersionsIsToldToBeRemovedAndWhatTakesItsPlace() {
        assertThatThrownBy(() -> Engines.of("onednn"))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll("singan.engine is 'onednn'", "removed", "exact", "-Dsingan.engine=auto");
    }

    @Test
    void whatDependsOnTheProcessorIsNotSaidToRepeatEverywhere() {
        assertThat(Engines.repeatEverywhere(List.of("nd4j"))).isFalse();
        assertThat(Engines.repeatEverywhere(List.of("exact", "nd4j"))).isFalse();
        assertThat(Engines.repeatEverywhere(List.of())).isFalse();
    }

    /** Each says for itself whether it can run; none may open where it said that it cannot, nor refuse where it said that it can. */
    @ParameterizedTest
    @MethodSource("providers")
    void everyEngineOpensByItsNameOrSaysWhatStandsInItsWay(EngineProvider provider) {
        Optional<String> obstacle = provider.obstacle();
        if (obstacle.isEmpty()) {
            assertThat(Engines.of(provider.name()).name()).isEqualTo(provider.name());
        } else {
            assertThatThrownBy(() -> Engines.of(provider.name()))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining(obstacle.get());
        }
    }

    static List<EngineProvider> providers() {
        return Engines.PROVIDERS;
    }

    @Test
    void whereverNoneIsAskedForOneOffersItself() {
        assertThat(Engines.PROVIDERS.get(0).automatic()).isPresent();
    }

    @Test
    void onlyTheExactEngineHasHandicaps() {
        assertThat(Engines.handicaps("nd4j")).isEmpty();
        assertThat(Engines.handicaps("exact")).isEqualTo(new ExactProvider().handicaps());
    }

    @Test
    void theLibrariesThatMoveBitsAreThoseThatStampsNamed() {
        assertThat(Engines.libraries())
                .extracting(Library::artifact)
                .containsExactlyInAnyOrder("nd4j-native", "nd4j-cuda-11.6");
    }

    /** Both against each other, with margins as in {@link StepEngineContract}: these fixtures have no LeakyReLU input near zero. */
    @ParameterizedTest
    @ValueSource(strings = {"steps-1x25x25x8-1", "steps-3x33x41x8-2", "steps-1x20x27x16-3", "steps-3x17x16x16-4"})
    void theTwoEnginesAgreeInEveryGradient(String name) {
        StepFixture fixture = StepFixture.read(name);
        try (StepEngine one = fixture.open(new Nd4jEngine());
                StepEngine other = fixture.open(Engines.of("exact"))) {
            for (StepEngine steps : new StepEngine[] {one, other}) {
                steps.generate(fixture.get("input"), fixture.get("previous"));
                steps.criticStep(0.3f, RATE);
                steps.generatorStep(GeneratorSteps.STALE, RATE);
            }
            for (Net net : Net.values()) {
                NetLayout layout = fixture.shape().layout(net);
                for (NetLayout.Segment segment : layout.segments()) {
                    assertThat(distance(one.gradient(net), other.gradient(net), segment))
                            .as("%s of the %s", segment.name(), net)
                            .isLessThan(1e-4);
                }
            }
        }
    }

    /** Relative distance; the critic's last bias has no gradient at all but rounding. */
    private static double distance(float[] a, float[] b, NetLayout.Segment segment) {
        double difference = 0;
        double norm = 1e-12;
        for (int i = segment.offset(); i < segment.offset() + segment.length(); i++) {
            difference += Math.pow(a[i] - b[i], 2);
            norm += Math.pow(b[i], 2);
        }
        return Math.sqrt(difference / norm);
    }
}
