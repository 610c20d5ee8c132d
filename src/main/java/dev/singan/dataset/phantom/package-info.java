/**
 * A seeded stand-in for a mammogram archive that cannot be shipped: anatomy, lesions, X-ray attenuation and detectors are
 * modelled in millimetres, and the images are written in BCDR's own layout.
 *
 * <p>Everything is computed with {@link org.hipparchus.util.FastMath}, which is plain Java, and with random streams named
 * after patient and image: the same seed gives the same bytes on every machine and for every number of threads.
 */
@NullMarked
package dev.singan.dataset.phantom;

import org.jspecify.annotations.NullMarked;
