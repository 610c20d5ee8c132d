package dev.singan.maven;

import dev.singan.base.Protocol;
import dev.singan.base.UserException;
import dev.singan.classify.plan.Arm;
import dev.singan.classify.plan.Experiment;
import dev.singan.classify.plan.Task;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal that needs to know what is compared with what. */
abstract class AbstractExperimentMojo extends AbstractSourceMojo {
    private static final List<String> ARMS = List.of(
            "baseline", "singan-2", "singan-4", "singan-6", "singan-8", "oversampling", "oversampling-augmented");
    private static final List<String> IWBI_ARMS = List.of(
            "baseline",
            "singan-1",
            "singan-2",
            "singan-4",
            "oversampling",
            "ensemble-baseline",
            "ensemble-singan-1",
            "ensemble-singan-2",
            "ensemble-singan-4",
            "ensemble-oversampling",
            "baseline+singan-4",
            "singan-4+oversampling");
    private static final List<String> MATRIX_ARMS = List.of("baseline", "singan-4", "oversampling");

    /** The protocol: {@code strict} (a careful study), {@code published} (as the thesis's code behaves) or {@code iwbi}. */
    @Parameter(property = "singan.protocol", defaultValue = "strict")
    private String protocol;

    /** The tasks: {@code binary} (healthy, suspicious) and {@code multiclass} (healthy, benign, malignant). */
    @Parameter(property = "singan.tasks", defaultValue = "binary,multiclass")
    private List<String> tasks;

    /**
     * The arms: {@code baseline}, {@code singan-N} with the samples of N SinGANs, {@code oversampling}, {@code oversampling-augmented}; under
     * {@code iwbi} also mean ensembles, {@code ensemble-singan-4} of an arm's heads and {@code singan-4+oversampling} of two arms' heads. Without
     * them, all with 2, 4, 6 and 8 SinGANs; under {@code iwbi} the follow-up study's.
     */
    @Parameter(property = "singan.arms")
    private @Nullable List<String> arms;

    /**
     * The arms that are trained and tested on every pair of zoom sets; the others on {@code singan.zoom} alone. Without them, those of
     * {@code baseline}, {@code singan-4} and {@code oversampling} that are among {@code singan.arms}.
     */
    @Parameter(property = "singan.matrix.arms")
    private @Nullable List<String> matrixArms;

    /** The zoom groups on which every arm is trained and tested, as digits. */
    @Parameter(property = "singan.zoom", defaultValue = "123")
    private String zoom;

    /** The zoom sets of the annotation-shift matrix, as digits. */
    @Parameter(property = "singan.zooms", defaultValue = "1,2,3,123")
    private List<String> zooms;

    /** How many splits of the patients. */
    @Parameter(property = "singan.splits", defaultValue = "3")
    private int splits;

    /** How many synthetic patches an arm adds to the malignant class: {@code balance} fills it up to the benign class, or a number. */
    @Parameter(property = "singan.augment.count", defaultValue = "balance")
    private String augmentCount;

    /** Share of the malignant training patients that are kept, above 0 and at most 1, to study scarcity; the sources stay. */
    @Parameter(property = "singan.malignant.keep", defaultValue = "1")
    private double malignantKeep;

    /** Whether test patches are seen through a random crop (0.8 to 1 of the area), as in the IWBI protocol. */
    @Parameter(property = "singan.test.crops", defaultValue = "false")
    private boolean testCrops;

    /** The protocol's switches. */
    final Protocol protocol() {
        return Protocol.named(protocol);
    }

    /** What is compared with what. */
    final Experiment experiment() {
        return new Experiment(
                protocol(),
                tasks.stream().map(Task::named).toList(),
                arms(arms(), "singan.arms"),
                arms(matrixArms(), "singan.matrix.arms"),
                zoom,
                zooms,
                splits,
                sourceRule(),
                added(),
                malignantKeep,
                testCrops,
                seed);
    }

    private static List<Arm> arms(List<String> names, String property) {
        return names.stream().map(name -> Arm.named(property, name)).toList();
    }

    private List<String> arms() {
        return arms != null ? arms : protocol().splits() == Protocol.Splits.FIXED_TEST ? IWBI_ARMS : ARMS;
    }

    private List<String> matrixArms() {
        return matrixArms == null
                ? MATRIX_ARMS.stream().filter(arms()::contains).toList()
                : matrixArms;
    }

    /** About how many heads are trained, without the members of ensembles. */
    final int heads() {
        return tasks.size() * splits * (arms().size() + matrixArms().size() * (zooms.size() - 1));
    }

    private @Nullable Integer added() {
        if (augmentCount.equals("balance")) {
            return null;
        }
        try {
            return Integer.valueOf(augmentCount);
        } catch (NumberFormatException e) {
            throw new UserException(
                    "singan.augment.count=" + augmentCount + " is not known. Allowed are balance, or a number.", e);
        }
    }
}
