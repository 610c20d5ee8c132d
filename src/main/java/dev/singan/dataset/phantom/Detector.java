package dev.singan.dataset.phantom;

import dev.singan.image.GrayImage;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.hipparchus.util.FastMath;

/** Turns what is left of the beam into grey values. */
enum Detector {
    /**
     * A film behind a screen, digitised linearly in optical density. The characteristic (Hurter and Driffield) curve is a
     * logistic with a mean gradient of 3.2 between base plus fog 0.2 and 3.8; phototiming brings the breast's interior to
     * a density of 1.5 (Haus and Yaffe, "Screen-film and digital mammography", Radiol. Clin. North Am. 38:871, 2000).
     * Noise is quantum mottle, blurred by the screen and amplified by the gradient, and film grain (Barnes, "Radiographic
     * mottle: a comprehensive theory", Med. Phys. 9:656, 1982). A mammographic screen absorbs 70 to 80 percent of the
     * quanta (Nishikawa and Yaffe, "Signal-to-noise properties of mammographic film-screen systems", Med. Phys. 12:32,
     * 1985); grain counts little in pixels of 0.2 mm, and its amount here is an assumption.
     */
    FILM {
        @Override
        GrayImage expose(Plane logarithmic, Plane skin, BreastShape shape, UniformRandomProvider random) {
            ZigguratSampler.NormalizedGaussian gauss = ZigguratSampler.NormalizedGaussian.of(random);
            double reference = interiorMean(logarithmic, skin);
            double aim = 1.5 + 0.12 * gauss.sample();
            double gradient = 3.0 + 0.2 * gauss.sample();
            double offset = inverse(aim, gradient);
            Plane mottle = new Plane(skin.width(), skin.height(), skin.pitch());
            for (int i = 0; i < mottle.data().length; i++) {
                mottle.data()[i] = (float) gauss.sample();
            }
            byte[] pixels = new byte[skin.data().length];
            for (int i = 0; i < pixels.length; i++) {
                double exposure = reference - logarithmic.data()[i];
                double quanta = QUANTA_FILM * FastMath.exp(Math.min(3, exposure));
                double noise = neighbours(mottle, i) / FastMath.sqrt(quanta);
                double density = curve(offset + (exposure + noise) / FastMath.log(10), gradient);
                density += GRAIN * FastMath.sqrt(density) * gauss.sample();
                pixels[i] = grey(255 * (1 - density / DIGITISER_RANGE));
            }
            return new GrayImage(skin.width(), skin.height(), pixels);
        }
    },
    /**
     * A flat panel: Poisson noise of the quanta (Yaffe and Mainprize, "Detectors for digital mammography", Technol. Cancer
     * Res. Treat. 3:309, 2004) with a detective quantum efficiency of 0.55 (Vedantham et al., "Full breast digital
     * mammography with an amorphous silicon-based flat panel detector", Med. Phys. 27:558, 2000), logarithm, the missing
     * thickness at the border made up for (Snoeren and Karssemeijer, IEEE TMI 23:799, 2004), a sigmoid window, black
     * beside the breast: an image "for presentation".
     */
    DIGITAL {
        @Override
        GrayImage expose(Plane logarithmic, Plane skin, BreastShape shape, UniformRandomProvider random) {
            ZigguratSampler.NormalizedGaussian gauss = ZigguratSampler.NormalizedGaussian.of(random);
            double reference = interiorMean(logarithmic, skin);
            double full = shape.thicknessAt(1e3);
            double centre = reference + 0.05 * gauss.sample();
            double width = 0.42 + 0.03 * gauss.sample();
            byte[] pixels = new byte[skin.data().length];
            for (int i = 0; i < pixels.length; i++) {
                double d = skin.data()[i];
                double quanta =
                        QUANTA_DIGITAL * FastMath.exp(reference - logarithmic.data()[i]);
                double noisy = logarithmic.data()[i] + gauss.sample() / FastMath.sqrt(quanta);
                double made = noisy + PERIPHERY * Attenuation.FAT * (full - shape.thicknessAt(d));
                double value = 255 / (1 + FastMath.exp(-(made - centre) / width));
                // The panel is saturated beside the breast, and the border is cut where the mask of the breast ends.
                double inside = Math.max(0, Math.min(1, d / 0.8));
                pixels[i] = grey(value * inside);
            }
            return new GrayImage(skin.width(), skin.height(), pixels);
        }
    };

    private static final double BASE = 0.2;
    private static final double MAXIMUM = 3.8;
    private static final double DIGITISER_RANGE = 3.9;
    private static final double GRAIN = 0.005;
    /**
     * Quanta per square millimetre that reach the detector: 4981 for each microgray of a beam of 28 kV, Mo/Mo, behind 2 mm
     * of aluminium (IEC 62220-1-2:2007, RQA-M 2), and 100 microgray, to which digital systems are set (Marshall, "Detective
     * quantum efficiency measured as a function of energy for two full-field digital mammography systems", Phys. Med.
     * Biol. 54:2845, 2009).
     */
    private static final double FLUENCE = 4981 * 100;
    /** Quanta that count in a film's pixel. */
    private static final double QUANTA_FILM = 0.7 * FLUENCE * area(Geometry.FILM);
    /** Quanta that count in a panel's pixel. */
    private static final double QUANTA_DIGITAL = 0.55 * FLUENCE * area(Geometry.DIGITAL);

    private static final double PERIPHERY = 0.9;

    /**
     * The image, not yet labelled.
     *
     * @param logarithmic ln(exposure in air / exposure)
     * @param skin distance to the skin in mm
     */
    abstract GrayImage expose(Plane logarithmic, Plane skin, BreastShape shape, UniformRandomProvider random);

    private static double area(Geometry geometry) {
        return geometry.pitch() * geometry.pitch();
    }

    private static double curve(double logExposure, double gradient) {
        double slope = 4 * gradient / (MAXIMUM - BASE);
        return BASE + (MAXIMUM - BASE) / (1 + FastMath.exp(-slope * logExposure));
    }

    private static double inverse(double density, double gradient) {
        double slope = 4 * gradient / (MAXIMUM - BASE);
        return -FastMath.log((MAXIMUM - BASE) / (density - BASE) - 1) / slope;
    }

    /** The mean over the part of the breast that an exposure control's cell would cover. */
    private static double interiorMean(Plane logarithmic, Plane skin) {
        double sum = 0;
        int n = 0;
        for (int i = 0; i < skin.data().length; i++) {
            if (skin.data()[i] > 12) {
                sum += logarithmic.data()[i];
                n++;
            }
        }
        if (n == 0) {
            throw new IllegalStateException("the breast is too small to be exposed");
        }
        return sum / n;
    }

    /** Noise of deviation 1 that the screen has blurred over neighbouring pixels. */
    private static double neighbours(Plane noise, int i) {
        int width = noise.width();
        float[] v = noise.data();
        double sum = v[i];
        sum += 0.35 * v[Math.max(0, i - 1)];
        sum += 0.35 * v[Math.min(v.length - 1, i + 1)];
        sum += 0.35 * v[Math.max(0, i - width)];
        sum += 0.35 * v[Math.min(v.length - 1, i + width)];
        return sum / 1.22;
    }

    private static byte grey(double value) {
        return (byte) Math.max(0, Math.min(255, FastMath.round(value)));
    }
}
