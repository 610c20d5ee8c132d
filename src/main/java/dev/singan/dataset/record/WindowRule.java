package dev.singan.dataset.record;

import dev.singan.dataset.extract.Windows;

/** The rules by which healthy windows are cut; see {@link Windows}. */
public enum WindowRule {
    /** None is cut. */
    NONE,
    /** 224x224 on a grid of 179, at least half of it white. */
    FILM,
    /** A fifth of the image's width, side by side, at least 60 % of it white. */
    DIGITAL
}
