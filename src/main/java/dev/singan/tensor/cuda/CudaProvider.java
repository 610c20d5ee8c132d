package dev.singan.tensor.cuda;

import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.EngineProvider;
import java.util.Optional;

/** Opens {@link CudaEngine} where there is a GPU for it. */
public final class CudaProvider implements EngineProvider {
    @Override
    public String name() {
        return CudaEngine.NAME;
    }

    @Override
    public Optional<String> obstacle() {
        return CudaEngine.obstacle();
    }

    @Override
    public Optional<String> automatic() {
        return obstacle().isEmpty() ? Optional.of("as there is a GPU for it") : Optional.empty();
    }

    @Override
    public Engine open() {
        return new CudaEngine();
    }

    @Override
    public boolean onGpu() {
        return true;
    }

    @Override
    public boolean computesLayers() {
        return false;
    }
}
