package dev.singan.dataset.phantom;

import org.hipparchus.util.FastMath;

/**
 * What is left of the beam behind the breast. Linear attenuation coefficients at 20 keV of fat, fibroglandular tissue and
 * infiltrating duct carcinoma are Johns and Yaffe's ("X-ray characterisation of normal and neoplastic breast tissues",
 * Phys. Med. Biol. 32:675, 1987); calcifications attenuate about as aluminium does (3.44 cm2/g x 2.70 g/cm3, NIST
 * Standard Reference Database 126). The skin is 1.5 mm thick (Huang et al., "The effect of skin thickness determined
 * using breast CT on mammographic dosimetry", Med. Phys. 35:1199, 2008) and taken for glandular. Scattered radiation behind a grid adds a smooth veil of 0.25 of the primary beam
 * (Boone and Cooper, "Scatter/primary in mammography", Med. Phys. 27:1818, 2000).
 */
final class Attenuation {
    /** Fat, per mm. */
    static final double FAT = 0.0456;
    /** Fibroglandular tissue, per mm. */
    static final double GLAND = 0.0802;
    /** Infiltrating duct carcinoma, per mm. */
    static final double TUMOUR = 0.0844;
    /** Calcium deposits, per mm. */
    static final double CALCIUM = 0.929;
    /** Skin, of which there is 1.5 mm, per mm. */
    static final double SKIN = 0.08;

    private static final double SKIN_THICKNESS = 1.5;
    private static final double SCATTER = 0.25;
    private static final double SCATTER_REACH = 8;

    private Attenuation() {}

    /** The tissues of a view: distance to the skin, gland, tumour and calcium, all in mm and of one size. */
    record Tissue(BreastShape shape, Plane skin, Plane gland, Plane tumour, Plane calcium) {}

    /** ln(exposure in air / exposure behind the breast), 0 beside the breast. */
    static Plane logarithmic(Tissue tissue) {
        Plane skin = tissue.skin();
        Plane primary = new Plane(skin.width(), skin.height(), skin.pitch());
        for (int y = 0; y < skin.height(); y++) {
            for (int x = 0; x < skin.width(); x++) {
                double a = path(tissue, x, y);
                primary.add(x, y, a > 0 ? FastMath.exp(-a) : 1);
            }
        }
        Plane scatter = primary.blurred(SCATTER_REACH);
        float[] values = primary.data();
        for (int i = 0; i < values.length; i++) {
            double exposure = (values[i] + SCATTER * scatter.data()[i]) / (1 + SCATTER);
            values[i] = (float) -FastMath.log(exposure);
        }
        return primary;
    }

    private static double path(Tissue tissue, int x, int y) {
        double d = tissue.skin().get(x, y);
        double t = tissue.shape().thicknessAt(d);
        if (t <= 0) {
            return 0;
        }
        double pitch = tissue.skin().pitch();
        double muscle = tissue.shape().muscle((x + 0.5) * pitch, (y + 0.5) * pitch);
        double share = tissue.gland().get(x, y) / t;
        if (muscle > 0) {
            double edge = Math.min(1, muscle * 25);
            share = Math.max(share, edge * (0.5 + 0.25 * Math.min(1, 1.5 * muscle)));
        }
        double tumour = Math.min(tissue.tumour().get(x, y), 0.85 * t);
        double tissueLeft = t - tumour;
        double skinLength = SKIN_THICKNESS * Math.min(4, 1 + SKIN_THICKNESS / Math.max(0.3, d)) * Math.min(1, d);
        return tissueLeft * (FAT + share * (GLAND - FAT))
                + tumour * TUMOUR
                + tissue.calcium().get(x, y) * CALCIUM
                + skinLength * (SKIN - FAT);
    }
}
