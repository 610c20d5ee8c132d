package dev.singan.dataset.phantom;

import dev.singan.base.UserException;
import java.nio.file.Path;

/**
 * What phantom is wanted. The same request gives the same bytes.
 *
 * @param directory where the tree is written; an earlier phantom there is replaced
 * @param seed any number
 * @param benignPatients patients with benign lesions only, at least 1
 * @param malignantPatients patients with a malignant lesion, at least 1
 * @param normalPatients patients of the set of normals, each with four images, at least 1
 * @param filmShare share of the patients with lesions who were examined on film, 0 to 1
 * @param difficulty 0 (the classes' hidden suspicion and the masses' contrast are far apart from each other and from the
 *     background) to 1 (benign and malignant masses look the same, and hardly differ from the tissue about them)
 */
public record PhantomRequest(
        Path directory,
        long seed,
        int benignPatients,
        int malignantPatients,
        int normalPatients,
        double filmShare,
        double difficulty) {
    /** The difficulty at which a classifier of fixed wavelets finds lesions easily and tells their kind with effort. */
    public static final double DEFAULT_DIFFICULTY = 0.5;

    /** @throws UserException where a count or share is out of its range; the message names the property */
    public PhantomRequest {
        atLeastOne("singan.phantom.benignPatients", benignPatients);
        atLeastOne("singan.phantom.malignantPatients", malignantPatients);
        atLeastOne("singan.phantom.normalPatients", normalPatients);
        unit("singan.phantom.filmShare", filmShare);
        unit("singan.phantom.difficulty", difficulty);
    }

    /** The embedded study's phantom: more than 100 benign and 40 malignant lesions, most of them seen in two views. */
    public static PhantomRequest embedded(Path directory, long seed) {
        return new PhantomRequest(directory, seed, 70, 40, 5, 0.45, DEFAULT_DIFFICULTY);
    }

    private static void atLeastOne(String property, int value) {
        if (value < 1) {
            throw new UserException(property + " is " + value + ", but the phantom needs at least 1; set -D" + property
                    + "=1 or more.");
        }
    }

    private static void unit(String property, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new UserException(property + " is " + value + ", expected a number from 0 to 1; set -D" + property
                    + "=0.5, for example.");
        }
    }
}
