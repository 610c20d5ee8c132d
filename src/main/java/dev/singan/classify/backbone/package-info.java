/** Frozen backbones that turn images into features, the images that they are given, and the store of features. */
@NullMarked
package dev.singan.classify.backbone;

import org.jspecify.annotations.NullMarked;
