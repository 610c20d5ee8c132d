package dev.singan.tensor.nd4j;

import dev.singan.base.Library;
import dev.singan.tensor.Backend;
import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.EngineProvider;
import java.util.List;
import java.util.Optional;

/** Opens {@link Nd4jEngine}, on whatever backend is there: {@link Backend#check} tells whether CUDA's can run, before any array exists. */
public final class Nd4jProvider implements EngineProvider {
    @Override
    public String name() {
        return Nd4jEngine.NAME;
    }

    @Override
    public Optional<String> obstacle() {
        return Optional.empty();
    }

    @Override
    public Optional<String> automatic() {
        return Backend.isCuda() ? Optional.of("on its CUDA backend") : Optional.empty();
    }

    @Override
    public Engine open() {
        return new Nd4jEngine();
    }

    @Override
    public List<Library> libraries() {
        return List.of(new Library("org.nd4j", "nd4j-native"), new Library("org.nd4j", "nd4j-cuda-11.6"));
    }
}
