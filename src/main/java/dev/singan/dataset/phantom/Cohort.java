package dev.singan.dataset.phantom;

import dev.singan.base.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.hipparchus.util.FastMath;
import org.jspecify.annotations.Nullable;

/**
 * Draws the patients: who has what, and which images there are. Nothing but the classes' hidden suspicion and the age,
 * which no classifier of patches sees, depends on the class.
 */
final class Cohort {
    private static final String[] FILM_SETS = {"F01", "F02", "F03"};
    private static final String[] DIGITAL_SETS = {"D01", "D02"};
    /** The set of normals. */
    static final String NORMALS = "DN01";

    private static final double[] DENSITY_SHARES = {0.2, 0.38, 0.3, 0.12};
    private static final double MALIGNANT_WITH_BENIGN = 0.1;
    private static final double SECOND_VIEW = 0.65;

    private final Seeds seeds;
    private final PhantomRequest request;
    private int study = 1;
    private int lesion = 1;

    Cohort(PhantomRequest request) {
        this.request = request;
        this.seeds = new Seeds(request.seed());
    }

    /** Everyone, set by set in BCDR's order, in each set by number. */
    List<Patient> draw() {
        List<Boolean> film = new ArrayList<>();
        List<Boolean> digital = new ArrayList<>();
        share(true, request.malignantPatients(), film, digital);
        share(false, request.benignPatients(), film, digital);
        UniformRandomProvider order = seeds.stream("phantom/order");
        ListSampler.shuffle(order, film);
        ListSampler.shuffle(order, digital);
        List<Patient> patients = new ArrayList<>();
        sets(FILM_SETS, new double[] {0.5, 0.75, 1}, film, Detector.FILM, patients);
        sets(DIGITAL_SETS, new double[] {0.6, 1}, digital, Detector.DIGITAL, patients);
        for (int i = 0; i < request.normalPatients(); i++) {
            patients.add(normal(digital.size() + 1 + i));
        }
        return patients;
    }

    private void share(boolean malignant, int patients, List<Boolean> film, List<Boolean> digital) {
        int onFilm = (int) FastMath.round(patients * request.filmShare());
        film.addAll(Collections.nCopies(onFilm, malignant));
        digital.addAll(Collections.nCopies(patients - onFilm, malignant));
    }

    private void sets(String[] names, double[] ends, List<Boolean> classes, Detector detector, List<Patient> to) {
        int set = 0;
        for (int i = 0; i < classes.size(); i++) {
            while (i >= Math.ceil(ends[set] * classes.size())) {
                set++;
            }
            to.add(patient(names[set], i + 1, classes.get(i), detector));
        }
    }

    private Patient patient(String set, int number, boolean malignant, Detector detector) {
        String name = "phantom/" + (detector == Detector.FILM ? "film" : "digital") + "/" + number;
        UniformRandomProvider random = seeds.stream(name);
        int density = density(random);
        double size = random.nextDouble();
        double thickness = thickness(random, size);
        List<List<PhantomLesion>> breasts = List.of(new ArrayList<>(), new ArrayList<>());
        int side = random.nextInt(2);
        for (boolean kind : lesions(random, malignant)) {
            breasts.get(side).add(lesion(random, kind));
            side = random.nextDouble() < 0.6 ? side : 1 - side;
        }
        List<ViewPlan> views = new ArrayList<>();
        int thisStudy = study++;
        for (int s = 0; s < 2; s++) {
            if (breasts.get(s).isEmpty()) {
                continue;
            }
            boolean oblique = random.nextBoolean();
            boolean both = random.nextDouble() < SECOND_VIEW;
            for (boolean o : both ? new boolean[] {false, true} : new boolean[] {oblique}) {
                View view = View.of(o, s == 0);
                views.add(new ViewPlan(
                        view,
                        detector,
                        density,
                        size,
                        thickness,
                        breasts.get(s),
                        name + "/" + view.code(),
                        identification(number, thisStudy)));
            }
        }
        boolean densityOnRecord = random.nextDouble() >= 0.05;
        return new Patient(set, number, thisStudy, age(random, malignant), densityOnRecord, views);
    }

    private static List<Boolean> lesions(UniformRandomProvider random, boolean malignant) {
        List<Boolean> kinds = new ArrayList<>();
        kinds.add(malignant);
        double more = random.nextDouble();
        if (malignant) {
            if (more < MALIGNANT_WITH_BENIGN) {
                kinds.add(false);
            } else if (more < MALIGNANT_WITH_BENIGN + 0.08) {
                kinds.add(true);
            }
        } else if (more < 0.42) {
            kinds.add(false);
            if (more < 0.12) {
                kinds.add(false);
            }
        }
        return kinds;
    }

    private PhantomLesion lesion(UniformRandomProvider random, boolean malignant) {
        double ease = 1 - request.difficulty();
        return PhantomLesion.draw(random, lesion++, malignant, 3.4 * ease, 0.65 + 1.0 * ease);
    }

    private Patient normal(int number) {
        String name = "phantom/digital/" + number;
        UniformRandomProvider random = seeds.stream(name);
        int density = density(random);
        double size = random.nextDouble();
        double thickness = thickness(random, size);
        int thisStudy = study++;
        List<ViewPlan> views = new ArrayList<>();
        for (View view : View.values()) {
            views.add(new ViewPlan(
                    view,
                    Detector.DIGITAL,
                    density,
                    size,
                    thickness,
                    List.of(),
                    name + "/" + view.code(),
                    identification(number, thisStudy)));
        }
        return new Patient(NORMALS, number, thisStudy, age(random, false), random.nextDouble() >= 0.05, views);
    }

    private static String identification(int number, int study) {
        return String.valueOf(1_000_000 + number * 1000 + study).substring(1);
    }

    private static int density(UniformRandomProvider random) {
        double u = random.nextDouble();
        for (int d = 1; d < 4; d++) {
            u -= DENSITY_SHARES[d - 1];
            if (u < 0) {
                return d;
            }
        }
        return 4;
    }

    /** Compressed thickness in mm: about 50 in the mean, as in screening, more in larger breasts (Helvie et al., "Breast
     * thickness in routine mammograms: effect on image quality and radiation dose", AJR 163:1371, 1994). */
    private static double thickness(UniformRandomProvider random, double size) {
        double z = ZigguratSampler.NormalizedGaussian.of(random).sample();
        return Math.max(26, Math.min(80, 40 + 22 * size + 7 * z));
    }

    private static @Nullable Integer age(UniformRandomProvider random, boolean malignant) {
        double z = ZigguratSampler.NormalizedGaussian.of(random).sample();
        int age = (int) Math.max(28, Math.min(88, (malignant ? 57 : 52) + 11 * z));
        return random.nextDouble() < 0.05 ? null : age;
    }
}
