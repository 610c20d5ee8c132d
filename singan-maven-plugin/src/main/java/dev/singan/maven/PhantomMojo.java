package dev.singan.maven;

import dev.singan.base.Progress;
import dev.singan.dataset.phantom.PhantomGenerator;
import dev.singan.dataset.phantom.PhantomRequest;
import dev.singan.dataset.phantom.PhantomSummary;
import dev.singan.study.phase.PhaseInput;
import dev.singan.study.phase.PhaseRunner;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the embedded data set: a phantom, which is a seeded, generated archive of film and digital mammograms in BCDR's layout. It does
 * nothing where {@code singan.archive} is another one.
 */
@Mojo(name = "phantom", defaultPhase = LifecyclePhase.PREPARE_PACKAGE, threadSafe = true, requiresProject = false)
public final class PhantomMojo extends AbstractPhaseMojo {
    private static final int ALGORITHM = 2;

    /** Rough, on one core of a server of 2023; for the plan alone. */
    private static final double SECONDS_PER_PATIENT = 0.3;

    /** The archive of mammograms, as {@code extract} knows it; this goal writes {@code phantom}. */
    @Parameter(property = "singan.archive", defaultValue = "phantom")
    private String archive;

    /** The study's seed; every random stream follows from it. */
    @Parameter(property = "singan.seed", defaultValue = "42")
    private long seed;

    /** Patients with benign lesions only. */
    @Parameter(property = "singan.phantom.benignPatients", defaultValue = "70")
    private int benignPatients;

    /** Patients with a malignant lesion. */
    @Parameter(property = "singan.phantom.malignantPatients", defaultValue = "40")
    private int malignantPatients;

    /** Patients of the set of normals, each with four digital images. */
    @Parameter(property = "singan.phantom.normalPatients", defaultValue = "5")
    private int normalPatients;

    /** Share of the patients with lesions who were examined on film, from 0 to 1. */
    @Parameter(property = "singan.phantom.filmShare", defaultValue = "0.45")
    private double filmShare;

    /** How alike the classes are, from 0 (far apart) to 1 (the same). */
    @Parameter(property = "singan.phantom.difficulty", defaultValue = "0.5")
    private double difficulty;

    @Override
    boolean applies() {
        return archive.equals("phantom");
    }

    @Override
    List<PhaseInput> inputs() {
        return List.of();
    }

    @Override
    List<Path> outputs() {
        return List.of(folder().archive());
    }

    @Override
    int algorithm() {
        return ALGORITHM;
    }

    @Override
    double expectedSeconds() {
        return SECONDS_PER_PATIENT * (benignPatients + malignantPatients + normalPatients);
    }

    @Override
    long work(PhaseRunner runner, Progress progress) {
        PhantomSummary made = PhantomGenerator.generate(
                new PhantomRequest(
                        folder().archive(),
                        seed,
                        benignPatients,
                        malignantPatients,
                        normalPatients,
                        filmShare,
                        difficulty),
                progress);
        progress.info(made.images() + " images of " + made.patients() + " patients, " + made.benignLesions()
                + " benign and " + made.malignantLesions() + " malignant lesions in " + folder().archive());
        return 0;
    }
}
