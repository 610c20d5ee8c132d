package dev.singan.gan.config;

import static dev.singan.base.Requirement.property;

/**
 * How wide the networks are; that they are five 3x3 convolutions is fixed.
 *
 * @param filters filters of the coarsest four scales; doubled every four scales. A ConSinGAN has as many everywhere
 * @param maxFilters filters at most; a ConSinGAN takes no notice of it
 */
public record NetworkConfig(int filters, int maxFilters) {
    /** Filters at most. */
    public static final int MOST = 2048;

    private static final int SCALES_PER_DOUBLING = 4;
    private static final int MOST_DOUBLINGS = 30;

    /** @throws dev.singan.base.UserException where a value is out of its range; the message names the property */
    public NetworkConfig {
        property(filters >= 1 && filters <= MOST, "singan.gan.filters", filters, "from 1 to " + MOST);
        property(
                maxFilters >= filters && maxFilters <= MOST,
                "singan.gan.maxFilters",
                maxFilters,
                "from singan.gan.filters, " + filters + ", to " + MOST);
    }

    /** The same with other {@link #filters}. */
    public NetworkConfig withFilters(int value) {
        return new NetworkConfig(value, maxFilters);
    }

    /** The filters of a SinGAN's scale, counted from the coarsest one. */
    int filters(int scale) {
        return (int) Math.min((long) filters << Math.min(scale / SCALES_PER_DOUBLING, MOST_DOUBLINGS), maxFilters);
    }
}
