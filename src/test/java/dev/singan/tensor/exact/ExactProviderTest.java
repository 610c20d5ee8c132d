package dev.singan.tensor.exact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExactProviderTest {
    @Test
    void whatMakesTheExactEngineSlowHereIsTold() {
        assertThat(ExactProvider.handicaps(true, true)).isEmpty();
        assertThat(ExactProvider.handicaps(false, false)).hasSize(2);
        assertThat(ExactProvider.handicaps(false, true))
                .singleElement()
                .asString()
                .contains("jdk.incubator.vector", "JDK");
        assertThat(ExactProvider.handicaps(true, false))
                .singleElement()
                .asString()
                .contains("FMA", "singan.engine");
    }
}
