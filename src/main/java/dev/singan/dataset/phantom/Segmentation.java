package dev.singan.dataset.phantom;

import dev.singan.image.GrayImage;

/**
 * What a radiologist drew round a lesion of an image.
 *
 * @param lesion the lesion
 * @param mask 255 in the outline, 0 outside
 * @param xs the outline's columns
 * @param ys the outline's rows
 */
record Segmentation(PhantomLesion lesion, GrayImage mask, int[] xs, int[] ys) {}
