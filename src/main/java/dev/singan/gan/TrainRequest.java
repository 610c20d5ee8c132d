package dev.singan.gan;

import java.nio.file.Path;

/**
 * What one SinGAN is trained from.
 *
 * @param image the patch, an 8-bit greyscale file
 * @param directory where the model goes; made where there is none
 * @param config how it is trained
 * @param seed the study's seed
 * @param name the SinGAN's name, such as the patch's id; part of the names of its random streams
 */
public record TrainRequest(Path image, Path directory, SinganConfig config, long seed, String name) {}
