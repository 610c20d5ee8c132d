package dev.singan.gan.model;

/** Where training and sampling take their random numbers from, in the order of the calls. */
public interface Noise {
    /** Standard normal values of an image, channel by channel. */
    float[] normal(int channels, int height, int width);

    /** A number in [0, 1), for the gradient penalty's mixture. */
    float uniform();
}
