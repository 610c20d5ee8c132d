package dev.singan.tensor.onednn;

import dev.singan.base.Library;
import dev.singan.base.UserException;
import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.EngineProvider;
import java.util.List;
import java.util.Optional;

/** Opens {@link OneDnnEngine} where its native library and the processor allow it. */
public final class OneDnnProvider implements EngineProvider {
    @Override
    public String name() {
        return OneDnnEngine.NAME;
    }

    @Override
    public Optional<String> obstacle() {
        return OneDnnEngine.obstacle();
    }

    @Override
    public Engine open(boolean winograd) {
        obstacle().ifPresent(obstacle -> {
            throw new UserException("singan.engine is '" + name() + "', which cannot run here: " + obstacle
                    + ". Set -Dsingan.engine=auto, or mend that.");
        });
        return new OneDnnEngine(winograd);
    }

    @Override
    public List<Library> libraries() {
        return List.of(new Library("org.bytedeco", "dnnl"));
    }
}
