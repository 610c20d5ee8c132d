package dev.singan.dataset.phantom;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a phantom holds; the file {@code phantom.json} in its folder.
 *
 * @param seed of the request
 * @param difficulty of the request
 * @param patients everyone, normals included
 * @param malignantPatients patients with a malignant lesion
 * @param images mammograms
 * @param benignLesions benign lesions, each counted once however many views show it
 * @param malignantLesions malignant lesions, counted likewise
 * @param benignSegmentations benign lesions, counted in each image
 * @param malignantSegmentations malignant lesions, counted in each image
 */
public record PhantomSummary(
        long seed,
        double difficulty,
        int patients,
        int malignantPatients,
        int images,
        int benignLesions,
        int malignantLesions,
        int benignSegmentations,
        int malignantSegmentations) {

    static PhantomSummary of(PhantomRequest request, List<Patient> patients) {
        Set<PhantomLesion> lesions = new HashSet<>();
        Set<Patient> malignant = new HashSet<>();
        int images = 0;
        int[] segmentations = new int[2];
        for (Patient patient : patients) {
            for (ViewPlan view : patient.views()) {
                images++;
                for (PhantomLesion lesion : view.lesions()) {
                    lesions.add(lesion);
                    segmentations[lesion.malignant() ? 1 : 0]++;
                    if (lesion.malignant()) {
                        malignant.add(patient);
                    }
                }
            }
        }
        int malignantLesions =
                (int) lesions.stream().filter(PhantomLesion::malignant).count();
        return new PhantomSummary(
                request.seed(),
                request.difficulty(),
                patients.size(),
                malignant.size(),
                images,
                lesions.size() - malignantLesions,
                malignantLesions,
                segmentations[0],
                segmentations[1]);
    }
}
