package dev.singan.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProtocolTest {
    @Test
    void theCarefulProtocolsDoNothingAsPublishedAndThePublishedOneDoesAll() {
        assertThat(Protocol.STRICT.deviations()).isEmpty();
        assertThat(Protocol.IWBI.deviations()).isEmpty();
        assertThat(Protocol.PUBLISHED.deviations()).isEqualTo(EnumSet.allOf(Deviation.class));
    }

    @Test
    void leaksAreLetPassWhereTheSourcesMayFallAnywhere() {
        assertThat(Protocol.STRICT.leakageFails()).isTrue();
        assertThat(Protocol.PUBLISHED.leakageFails()).isFalse();
        Protocol own = new Protocol("own", Protocol.Splits.STRATIFIED_FOLDS, Set.of(Deviation.SOURCES_ANYWHERE));
        assertThat(own.leakageFails()).isFalse();
    }

    @Test
    void theSameDeviationsAreTheSameProtocolAndJsonInWhateverOrder() throws Exception {
        List<Deviation> forth = List.of(Deviation.JPEG_SIFID, Deviation.LOOP_SEEDS, Deviation.SPREAD_BY_N);
        List<Deviation> back = List.of(Deviation.SPREAD_BY_N, Deviation.LOOP_SEEDS, Deviation.JPEG_SIFID);
        Protocol one = new Protocol("own", Protocol.Splits.FIXED_TEST, new LinkedHashSet<>(forth));
        Protocol other = new Protocol("own", Protocol.Splits.FIXED_TEST, new LinkedHashSet<>(back));
        assertThat(one).isEqualTo(other);
        assertThat(Json.line(one)).isEqualTo(Json.line(other));
        assertThat(Json.mapper().readValue(Json.line(one), Protocol.class)).isEqualTo(one);
    }

    /** The report prints them as they are. */
    @ParameterizedTest
    @EnumSource
    void everyDeviationSaysWhereItIsAndWhatTakesItsPlace(Deviation deviation) {
        assertThat(deviation.step()).isNotBlank();
        assertThat(deviation.published()).endsWith(".");
        assertThat(deviation.strict()).endsWith(".");
    }
}
