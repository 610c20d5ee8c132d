package dev.singan.study.publish;

import java.nio.file.Path;

/**
 * What {@link RunCrate} shall pack.
 *
 * @param report the folder of a report that is whole
 * @param workflow the study's POM
 * @param publication what catalogues ask of the study
 * @param licence the address of the licence that the study's POM names, or the empty text where it names none
 * @param crate the zip file
 */
public record CrateRequest(Path report, Path workflow, Publication publication, String licence, Path crate) {}
