package dev.singan.dataset.extract;

import dev.singan.image.codec.GrayReading;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Watches how much of their 16 bits an archive's images use. Of 16 bits the upper eight are kept, as OpenCV keeps them; a detector's 12
 * bits, stored as they are, would leave 16 grey values of 256.
 */
final class Depths {
    /** An image that needs more bits than this loses at most one of its eight. */
    private static final int AMPLE = 14;

    /** Grey values that an image has at most which leaves two bits of its samples without use. */
    private static final int DIM = 64;

    private final int bits;
    private final List<String> shallow = new ArrayList<>();
    private final List<String> clipped = new ArrayList<>();
    private final List<String> dim = new ArrayList<>();
    private int most;
    private int mostOfShallow;
    private boolean ample;

    /** @param bits what the study says how many of 16 bits are used */
    Depths(int bits) {
        this.bits = bits;
    }

    /**
     * What is known of an image's depth.
     *
     * @param deep whether it has 16 bits
     * @param used how many of these its greatest value needs
     * @param dim whether it is a DICOM image whose grey values keep to a quarter of the range
     */
    record Depth(boolean deep, int used, boolean dim) {
        /**
         * @param histogram of the grey values
         * @param dicom whether it is a DICOM image
         */
        static Depth of(GrayReading reading, int[] histogram, boolean dicom) {
            boolean dark = IntStream.range(DIM, histogram.length).allMatch(grey -> histogram[grey] == 0);
            boolean bright = IntStream.range(0, histogram.length - DIM).allMatch(grey -> histogram[grey] == 0);
            return new Depth(reading.isDeep(), reading.usedBits(), dicom && (dark || bright));
        }
    }

    void add(String image, Depth depth) {
        if (depth.dim()) {
            dim.add(image);
        }
        if (!depth.deep()) {
            return;
        }
        most = Math.max(most, depth.used());
        if (depth.used() > bits) {
            clipped.add(image);
        } else if (bits == Short.SIZE && depth.used() <= AMPLE) {
            shallow.add(image);
            mostOfShallow = Math.max(mostOfShallow, depth.used());
        } else {
            ample = true;
        }
    }

    /** What the user should know. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!shallow.isEmpty()) {
            notes.add("16-bit images that use at most " + mostOfShallow + " bits: " + named(shallow)
                    + ". Only the upper eight of the 16 are kept, so that they come out dark and coarse. "
                    + (ample
                            ? "Other images use more: convert these files to 8 bits, or to the full range of 16."
                            : "Set singan.image.bits=" + Math.max(Byte.SIZE, mostOfShallow)
                                    + ", or convert the files to 8 bits."));
        }
        if (!clipped.isEmpty()) {
            notes.add("16-bit images with values that singan.image.bits=" + bits + " cannot hold, which are cut off: "
                    + named(clipped) + ". Set singan.image.bits=" + most + ", or leave it out.");
        }
        if (!dim.isEmpty()) {
            notes.add(
                    "DICOM images that are all dark or all bright, as their samples use fewer bits than they are said to: "
                            + named(dim)
                            + ". Set singan.dicom.window=range to take each from its least value to its greatest, or a"
                            + " window's centre and width.");
        }
        return notes;
    }

    private static String named(List<String> images) {
        String first = String.join(", ", images.subList(0, Math.min(3, images.size())));
        return images.size() > 3 ? first + " and " + (images.size() - 3) + " more" : first;
    }
}
