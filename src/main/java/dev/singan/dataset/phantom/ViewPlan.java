package dev.singan.dataset.phantom;

import java.util.List;

/**
 * An image that is to be made.
 *
 * @param view which of the four
 * @param detector film or digital
 * @param density of the breast, 1 to 4
 * @param size of the breast relative to the image, 0 to 1
 * @param thickness compressed, in mm
 * @param lesions what is in that breast; may be empty
 * @param stream the beginning of the names of the image's random streams
 * @param identification digits on the film's label
 */
record ViewPlan(
        View view,
        Detector detector,
        int density,
        double size,
        double thickness,
        List<PhantomLesion> lesions,
        String stream,
        String identification) {
    ViewPlan {
        lesions = List.copyOf(lesions);
    }

    Geometry geometry() {
        return detector == Detector.FILM ? Geometry.FILM : Geometry.DIGITAL;
    }
}
