package dev.singan.dataset.extract;

import dev.singan.base.Deviation;
import dev.singan.base.Protocol;
import dev.singan.image.dicom.DicomWindow;
import org.jspecify.annotations.Nullable;

/**
 * The choices of an extraction.
 *
 * @param windowsPerMask whether healthy film windows are cut once per mask, as the published code does; otherwise once per image and
 *     away from every lesion of it
 * @param healthyPerImage {@code singan.healthy.perImage}: the most healthy windows of one image, drawn by the seed; 0 for all; null for
 *     what the archive's {@link dev.singan.dataset.archive.ArchiveProvider} says
 * @param minimumLesion {@code singan.lesion.minimum}: the least width and height of a mask's box in pixels; smaller lesions are left out
 * @param maximumSkipped {@code singan.skipped.maximum}: the share of rows and files, from 0 to 1, that may be damaged
 * @param imageBits {@code singan.image.bits}: how many bits of a 16-bit sample the images use, 8 to 16; the upper eight of them are kept.
 *     Null for all 16, as OpenCV reads them
 * @param dicomWindow {@code singan.dicom.window}: how the values of DICOM images become grey
 * @param seed the study's seed
 */
public record ExtractionRules(
        boolean windowsPerMask,
        @Nullable Integer healthyPerImage,
        int minimumLesion,
        double maximumSkipped,
        @Nullable Integer imageBits,
        DicomWindow dicomWindow,
        long seed) {
    /** The share of damaged rows and files that is let pass by default. */
    public static final double DEFAULT_MAXIMUM_SKIPPED = 0.01;

    /** The defaults under a protocol. */
    public static ExtractionRules of(Protocol protocol, long seed) {
        return new ExtractionRules(
                protocol.has(Deviation.WINDOWS_PER_MASK),
                null,
                1,
                DEFAULT_MAXIMUM_SKIPPED,
                null,
                DicomWindow.DISPLAY,
                seed);
    }

    /** The same with another limit of healthy windows per image; 0 for none, null for the archive's own. */
    public ExtractionRules withHealthyPerImage(@Nullable Integer limit) {
        return new ExtractionRules(windowsPerMask, limit, minimumLesion, maximumSkipped, imageBits, dicomWindow, seed);
    }

    /** The same with another least size of lesions, in pixels. */
    public ExtractionRules withMinimumLesion(int pixels) {
        return new ExtractionRules(
                windowsPerMask, healthyPerImage, pixels, maximumSkipped, imageBits, dicomWindow, seed);
    }

    /** The same with another share of damaged rows and files that is let pass. */
    public ExtractionRules withMaximumSkipped(double share) {
        return new ExtractionRules(windowsPerMask, healthyPerImage, minimumLesion, share, imageBits, dicomWindow, seed);
    }

    /** The same with another number of bits that 16-bit images use; null for all. */
    public ExtractionRules withImageBits(@Nullable Integer bits) {
        return new ExtractionRules(
                windowsPerMask, healthyPerImage, minimumLesion, maximumSkipped, bits, dicomWindow, seed);
    }

    /** The same with another way from the values of DICOM images to grey. */
    public ExtractionRules withDicomWindow(DicomWindow window) {
        return new ExtractionRules(
                windowsPerMask, healthyPerImage, minimumLesion, maximumSkipped, imageBits, window, seed);
    }

    /** How many bits of a 16-bit sample count. */
    int bitsUsed() {
        return imageBits == null ? Short.SIZE : imageBits;
    }
}
