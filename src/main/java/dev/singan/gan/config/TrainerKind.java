package dev.singan.gan.config;

import dev.singan.base.Words;

/** Which way of training; the values of {@code singan.gan.trainer}. */
public enum TrainerKind {
    /** SinGAN: scale by scale, each with a generator of its own that takes an image (Shaham et al., ICCV 2019). */
    SINGAN,
    /** ConSinGAN: one generator that grows, several of whose stages are trained at once (Hinz et al., WACV 2021). */
    CONSINGAN;

    /** The constant that a value of {@code singan.gan.trainer} names. */
    public static TrainerKind of(String word) {
        return Words.choice("singan.gan.trainer", word, TrainerKind.class);
    }
}
