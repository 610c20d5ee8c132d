package dev.singan.classify;

import dev.singan.base.UserException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The backbones by name. */
public final class Backbones {
    private Backbones() {}

    /**
     * Opens a backbone; the caller closes it.
     *
     * @param name {@code singan.backbone}: {@code scattering}
     * @param weights {@code singan.weights}; scattering has none
     * @param size {@code singan.gan.size}: the side in pixels of the SinGANs' images, at which scattering works
     * @param normalisedTwice whether pixel values are normalised twice, as the published code does; scattering does not
     *     normalise
     * @throws UserException where there is no such backbone or it lacks its weights
     */
    public static Backbone open(String name, @Nullable String weights, int size, boolean normalisedTwice)
            throws IOException {
        return switch (name) {
            case ScatteringBackbone.NAME -> scattering(size);
            default ->
                throw new UserException("singan.backbone is '" + name + "'; there is 'scattering' (needs no weights).");
        };
    }

    private static Backbone scattering(int size) {
        if (size < ScatteringBackbone.SMALLEST || size > ScatteringBackbone.LARGEST) {
            throw new UserException("singan.gan.size is " + size + "; the scattering backbone works at "
                    + ScatteringBackbone.SMALLEST + " to " + ScatteringBackbone.LARGEST
                    + " pixels. Set singan.gan.size to such a number.");
        }
        return new ScatteringBackbone(size);
    }
}
