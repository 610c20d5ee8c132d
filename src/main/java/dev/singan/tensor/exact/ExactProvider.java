package dev.singan.tensor.exact;

import dev.singan.tensor.NativeEnvironment;
import dev.singan.tensor.engine.Arithmetic;
import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.EngineProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens {@link ExactEngine}, which runs everywhere, with as many threads as the process was told to compute with. */
public final class ExactProvider implements EngineProvider {
    @Override
    public String name() {
        return Arithmetic.EXACT.name();
    }

    @Override
    public Optional<String> obstacle() {
        return Optional.empty();
    }

    @Override
    public Optional<String> automatic() {
        return Optional.of("the same bits on every processor");
    }

    @Override
    public Engine open() {
        return new ExactEngine(NativeEnvironment.threads());
    }

    @Override
    public List<String> handicaps() {
        return handicaps(NativeEnvironment.canHaveVectors(), NativeEnvironment.hasFusedMultiplyAdd());
    }

    static List<String> handicaps(boolean vectors, boolean fusedMultiplyAdd) {
        List<String> found = new ArrayList<>();
        if (!vectors) {
            found.add(
                    "This Java has no module " + NativeEnvironment.VECTOR_MODULE
                            + ": the engine exact computes in plain Java, to the same bits, some ten times slower. Take a whole JDK 17 or newer.");
        }
        if (!fusedMultiplyAdd) {
            found.add(
                    "This processor has no fused multiply-add (or -XX:-UseFMA is set): the engine exact computes it in software, to the same"
                            + " bits, a thousand times slower. Take a processor with FMA (2013 or newer), or another engine"
                            + " with -Dsingan.engine=nd4j.");
        }
        return found;
    }
}
