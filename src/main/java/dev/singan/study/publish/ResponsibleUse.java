package dev.singan.study.publish;

import java.util.List;
import java.util.Map;

/** What a user of synthetic patches must know, by the properties of Croissant's vocabulary for responsible AI. */
final class ResponsibleUse {
    private ResponsibleUse() {}

    /**
     * The properties with their texts.
     *
     * @param archive whose patches the sources were cut from, in words
     * @param real whether its images are of people
     */
    static Map<String, Object> of(String archive, boolean real) {
        return Map.of(
                "rai:dataCollection",
                "No image was collected for this data set. Malignant patches were cut from " + archive
                        + "; a SinGAN was trained on each of a few of them, and the images were sampled from it.",
                "rai:dataCollectionRawData",
                "The source patches, which are not part of this data set; manifest.json names each by its SHA-256.",
                "rai:dataManipulationProtocol",
                "SinGAN (Shaham, Dekel and Michaeli, ICCV 2019), trained on a single patch; its parameters, versions and keys stand in"
                        + " manifest.json, each model's in singan/ID/model.json.",
                "rai:dataAnnotationProtocol",
                "No annotator saw the images: each takes over class, view, density and findings of its source patch.",
                "rai:machineAnnotationTools",
                List.of("singan-maven-plugin"),
                "rai:personalSensitiveInformation",
                List.of(
                        real
                                ? "A SinGAN can give back its training image nearly unchanged, and a sample can resemble it: treat the"
                                        + " images as data of the patients who are shown on the sources."
                                : "None: the sources were drawn by a program and show no person."),
                "rai:dataUseCases",
                List.of(
                        "Training: research on the augmentation of training sets.",
                        "Not for validation or testing, not for diagnosis."),
                "rai:dataLimitations",
                List.of(
                        "Each SinGAN knows one image: its samples rearrange what that image shows, and add no new anatomy, finding or"
                                + " patient.",
                        "Whoever tests a classifier must keep the source patients out of the test set."),
                "rai:dataBiases",
                List.of(
                        "Only a few malignant lesions are represented, in the film and digital formats, views and densities of their"
                                + " sources; healthy and benign tissue is not."),
                "rai:dataReleaseMaintenancePlan",
                List.of("The data set does not change: another version is another artifact."));
    }
}
