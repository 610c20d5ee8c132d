package dev.singan.gan.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a SinGAN is trained for, where that changes its training. */
public enum Purpose {
    /** Animation: the generators' input is bordered by noise instead of zeros, so that what moves does not stop short of the edges. */
    @JsonProperty("animation")
    ANIMATION,
    /** Super-resolution: the number of scales is rounded down, as the official {@code adjust_scales2image_SR} does. */
    @JsonProperty("super-resolution")
    SUPER_RESOLUTION
}
