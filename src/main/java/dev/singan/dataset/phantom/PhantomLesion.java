package dev.singan.dataset.phantom;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.hipparchus.special.Erf;
import org.hipparchus.util.FastMath;

/**
 * A lesion as it lies in the breast; every view draws it anew with the same properties.
 *
 * <p>What tells benign from malignant is one hidden quantity, {@code suspicion}, from 0 (round, circumscribed, as
 * fibroadenomas and cysts are) to 1 (irregular, indistinct, spiculated, as the BI-RADS atlas describes the masses that are
 * cancer in most cases; Sickles et al., ACR BI-RADS Mammography, 2013). Both classes cover the whole range and differ in
 * its mean. Size, thickness and attenuation are drawn from the same distributions for both: tumours of one size differ
 * less from glands (Johns and Yaffe 1987) than patients from each other.
 *
 * @param number {@code lesion_id}
 * @param malignant the class
 * @param mass whether there is a mass; without one there are calcifications alone
 * @param calcifications what calcifications there are
 * @param diameter the longer side of the outline's box in mm
 * @param elongation the longer axis by the shorter one, 1 to 1.6
 * @param suspicion 0 to 1
 * @param thickness tissue of the mass along the beam in mm
 * @param along position from the chest wall to the nipple, 0 to 1
 * @param cranial position from the nipple upwards in an MLO view, -1 to 1
 * @param lateral position from the nipple outwards in a CC view, -1 to 1
 */
record PhantomLesion(
        int number,
        boolean malignant,
        boolean mass,
        Calcifications calcifications,
        double diameter,
        double elongation,
        double suspicion,
        double thickness,
        double along,
        double cranial,
        double lateral) {

    /** The kinds of calcifications (BI-RADS: suspicious morphology, or typically benign). */
    enum Calcifications {
        NONE,
        COARSE,
        CLUSTERED
    }

    /** Median of the diameter in mm; with the deviation of its logarithm most lesions are T1 tumours, up to 20 mm. */
    private static final double MEDIAN_DIAMETER = 13;

    private static final double LOG_DEVIATION = 0.33;

    /**
     * A random lesion.
     *
     * @param separation distance of the classes' means of the hidden suspicion in its standard deviations; the classes'
     *     best possible AUC is Phi(separation / sqrt 2)
     * @param conspicuity mean thickness of a mass by its diameter
     */
    static PhantomLesion draw(
            UniformRandomProvider random, int number, boolean malignant, double separation, double conspicuity) {
        ZigguratSampler.NormalizedGaussian gauss = ZigguratSampler.NormalizedGaussian.of(random);
        double z = gauss.sample() + (malignant ? 0.5 : -0.5) * separation;
        double suspicion = 0.5 * (1 + Erf.erf(z / FastMath.sqrt(2)));
        double diameter = MEDIAN_DIAMETER * FastMath.exp(LOG_DEVIATION * gauss.sample());
        diameter = Math.max(6.5, Math.min(30, diameter));
        boolean mass = random.nextDouble() < 0.9;
        double relative = conspicuity * (0.75 + 0.5 * random.nextDouble());
        return new PhantomLesion(
                number,
                malignant,
                mass,
                calcifications(random, mass, suspicion),
                diameter,
                1 + 0.6 * random.nextDouble() * random.nextDouble(),
                suspicion,
                Math.min(22, diameter * relative),
                0.25 + 0.5 * random.nextDouble(),
                1.1 * random.nextDouble() - 0.5,
                1.2 * random.nextDouble() - 0.6);
    }

    private static Calcifications calcifications(UniformRandomProvider random, boolean mass, double suspicion) {
        double share = mass ? 0.3 : 1;
        if (random.nextDouble() >= share) {
            return Calcifications.NONE;
        }
        return random.nextDouble() < 0.15 + 0.7 * suspicion ? Calcifications.CLUSTERED : Calcifications.COARSE;
    }

    boolean calcified() {
        return calcifications != Calcifications.NONE;
    }
}
