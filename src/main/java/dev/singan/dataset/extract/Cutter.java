package dev.singan.dataset.extract;

import dev.singan.base.Hashes;
import dev.singan.base.Seeds;
import dev.singan.base.UserException;
import dev.singan.dataset.record.Lesion;
import dev.singan.dataset.record.Skipped;
import dev.singan.dataset.record.SourceImage;
import dev.singan.dataset.record.WindowRule;
import dev.singan.image.Box;
import dev.singan.image.GrayImage;
import dev.singan.image.Otsu;
import dev.singan.image.Resize;
import dev.singan.image.codec.GrayReading;
import dev.singan.image.dicom.DicomHeader;
import dev.singan.image.file.ImageFiles;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the patches of one mammogram.
 *
 * <p>The published code blends the mask into the thresholded image before it counts white pixels. The blend changes pixels of the mask
 * only, and a window that comes near the mask's box is dropped anyway, so the count is taken from the threshold alone.
 */
final class Cutter {
    private final ExtractionRules rules;
    private final int healthyLimit;

    /** @param healthyLimit the most healthy windows of one image; 0 for all */
    Cutter(ExtractionRules rules, int healthyLimit) {
        this.rules = rules;
        this.healthyLimit = healthyLimit;
    }

    /**
     * A patch, or a window that has a number but is not kept.
     *
     * @param lesion the lesion's index in its image; -1 for a window of an image without lesions
     * @param png the patch; null where it is not kept
     */
    record Cut(CutPatch.Kind kind, int lesion, int zoom, Box box, byte @Nullable [] png) {}

    /**
     * What came of an image.
     *
     * @param sha256 hash of size and grey values; null where the image could not be used
     * @param depth of the image's samples; null where it could not be read
     * @param notes what was changed to use the image
     * @param header what the file itself says of the image; null where it is no DICOM file
     */
    record Cuts(
            @Nullable String sha256,
            Depths.@Nullable Depth depth,
            List<Cut> cuts,
            List<Skipped> skipped,
            List<String> notes,
            @Nullable DicomHeader header) {}

    Cuts cut(SourceImage source) {
        List<Skipped> skipped = new ArrayList<>();
        GrayReading reading;
        try {
            reading = ImageFiles.read(source.file(), rules.bitsUsed(), rules.dicomWindow());
        } catch (UserException e) {
            skipped.add(damaged(source.file(), source.name(), e));
            return new Cuts(null, null, List.of(), skipped, List.of(), null);
        }
        DicomHeader header = DicomHeader.read(source.file());
        GrayImage image = reading.image();
        int[] histogram = Otsu.histogram(image);
        Depths.Depth depth = Depths.Depth.of(reading, histogram, header != null);
        int first = image.get(0, 0);
        if (histogram[first] == image.pixels().length) {
            skipped.add(Skipped.damaged(source.name(), null, background(first, reading)));
            return new Cuts(null, depth, List.of(), skipped, List.of(), null);
        }
        List<@Nullable Box> boxes = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Lesion lesion : source.lesions()) {
            Box box = place(source, lesion, image, skipped);
            boxes.add(box);
            notes.addAll(clipped(source, lesion, box));
        }
        List<Window> windows = windows(source, image, boxes, Otsu.threshold(histogram));
        return new Cuts(hash(image), depth, cuts(source, image, boxes, windows, skipped), skipped, notes, header);
    }

    private static String background(int grey, GrayReading reading) {
        return reading.isDeep() && reading.usedBits() > 0 && reading.usedBits() <= Byte.SIZE
                ? "its 16-bit values reach no further than " + reading.highest()
                        + ", and of 16 bits the upper eight are kept. Set singan.image.bits=8, or convert the file to 8 bits."
                : "it is all background: every pixel is " + grey + ". Replace the file.";
    }

    /** A note where a lesion's box reached beyond the image. */
    private static List<String> clipped(SourceImage source, Lesion lesion, @Nullable Box box) {
        boolean whole = box == null
                || lesion.facts() == null
                || !(lesion.place() instanceof Lesion.Region region)
                || region.box().width() == box.width() && region.box().height() == box.height();
        return whole
                ? List.of()
                : List.of("the box of lesion " + lesion.id() + " of " + source.name()
                        + " reaches beyond the image and was clipped to it");
    }

    /** A lesion's box in the image; null, and listed, where it has none. */
    private @Nullable Box place(SourceImage source, Lesion lesion, GrayImage image, List<Skipped> skipped) {
        if (lesion.place() instanceof Lesion.Region region) {
            Box box = region.box();
            int top = region.fromBottom() ? image.height() - box.y() - box.height() : box.y();
            Box inside = intersect(new Box(box.x(), top, box.width(), box.height()), image);
            if (inside == null) {
                skipped.add(
                        Skipped.damaged(source.name(), null, "lesion " + lesion.id() + " lies outside of the image"));
            }
            return inside;
        }
        if (lesion.place() instanceof Lesion.AmongFiles files) {
            return MaskSearch.box(files, source.name(), image, skipped);
        }
        Lesion.MaskFile file = (Lesion.MaskFile) lesion.place();
        try {
            GrayImage mask = ImageFiles.readMask(file.file());
            if (mask.width() != image.width() || mask.height() != image.height()) {
                skipped.add(Skipped.damaged(
                        file.name(),
                        null,
                        "the mask has " + size(mask) + " pixels, but its image " + source.name() + " has " + size(image)
                                + ". Replace the mask or the image."));
                return null;
            }
            Box box = Box.ofNonZero(mask);
            if (box == null) {
                skipped.add(Skipped.damaged(file.name(), null, "the mask is empty: every pixel is 0"));
            }
            return box;
        } catch (UserException e) {
            skipped.add(damaged(file.file(), file.name(), e));
            return null;
        }
    }

    /** Results name files relative to the archive. */
    private static Skipped damaged(Path file, String name, UserException e) {
        return Skipped.damaged(name, null, String.valueOf(e.getMessage()).replace(file.toString(), name));
    }

    private static String size(GrayImage image) {
        return image.width() + "x" + image.height();
    }

    private static @Nullable Box intersect(Box box, GrayImage image) {
        long left = Math.max(0, box.x());
        long top = Math.max(0, box.y());
        long right = Math.min(image.width(), (long) box.x() + box.width());
        long bottom = Math.min(image.height(), (long) box.y() + box.height());
        return left < right && top < bottom
                ? new Box((int) left, (int) top, (int) (right - left), (int) (bottom - top))
                : null;
    }

    /**
     * A healthy window.
     *
     * @param owner the lesion whose turn it is; -1 where the image has none
     * @param kept whether a patch is made of it
     */
    private record Window(int owner, Box box, boolean kept) {}

    private List<Window> windows(SourceImage source, GrayImage image, List<@Nullable Box> boxes, int threshold) {
        List<Window> windows = new ArrayList<>();
        List<Box> white = source.windows().windows(image, threshold);
        if (source.lesions().isEmpty()) {
            white.forEach(box -> windows.add(new Window(-1, box, true)));
            return limited(source, windows);
        }
        Set<Box> taken = new HashSet<>();
        for (int owner = 0; owner < boxes.size(); owner++) {
            Box own = boxes.get(owner);
            if (own == null || source.lesions().get(owner).facts() == null) {
                continue;
            }
            for (Box box : white) {
                if (!box.touches(own, WindowRule.MARGIN)) {
                    boolean kept = rules.windowsPerMask() || isClear(box, boxes) && taken.add(box);
                    windows.add(new Window(owner, box, kept));
                }
            }
        }
        return limited(source, windows);
    }

    /** Whether a window keeps away from every lesion; a lesion of unknown place could be anywhere. */
    private static boolean isClear(Box window, List<@Nullable Box> boxes) {
        for (Box box : boxes) {
            if (box == null || window.touches(box, WindowRule.MARGIN)) {
                return false;
            }
        }
        return true;
    }

    private List<Window> limited(SourceImage source, List<Window> windows) {
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            if (windows.get(i).kept()) {
                kept.add(i);
            }
        }
        if (healthyLimit == 0 || kept.size() <= healthyLimit) {
            return windows;
        }
        UniformRandomProvider random = new Seeds(rules.seed()).stream("extraction/healthy/" + source.name());
        ListSampler.shuffle(random, kept);
        Set<Integer> drawn = new HashSet<>(kept.subList(0, healthyLimit));
        List<Window> limited = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            limited.add(new Window(window.owner(), window.box(), drawn.contains(i)));
        }
        return limited;
    }

    private List<Cut> cuts(
            SourceImage source,
            GrayImage image,
            List<@Nullable Box> boxes,
            List<Window> windows,
            List<Skipped> skipped) {
        List<Cut> cuts = new ArrayList<>();
        for (int i = 0; i < boxes.size(); i++) {
            Lesion lesion = source.lesions().get(i);
            Box box = boxes.get(i);
            if (box != null && lesion.facts() != null) {
                if (Math.min(box.width(), box.height()) < rules.minimumLesion()) {
                    skipped.add(Skipped.excluded(
                            source.name(),
                            null,
                            "lesion " + lesion.id() + " is " + box.width() + "x" + box.height()
                                    + " pixels, under singan.lesion.minimum=" + rules.minimumLesion()));
                } else {
                    for (int zoom = 1; zoom <= 3; zoom++) {
                        Box scaled = box.scaledWithin(zoom, image.width(), image.height());
                        cuts.add(new Cut(CutPatch.Kind.LESION, i, zoom, scaled, png(image, scaled)));
                    }
                }
            }
            healthy(image, windows, i, cuts);
        }
        healthy(image, windows, -1, cuts);
        return cuts;
    }

    private static void healthy(GrayImage image, List<Window> windows, int owner, List<Cut> cuts) {
        for (Window window : windows) {
            if (window.owner() == owner) {
                byte[] png = window.kept() ? png(image, window.box()) : null;
                cuts.add(new Cut(CutPatch.Kind.HEALTHY, owner, 1, window.box(), png));
            }
        }
    }

    private static byte[] png(GrayImage image, Box box) {
        return ImageFiles.png(Resize.bilinear(image, box, SourceImage.PATCH_SIDE, SourceImage.PATCH_SIDE));
    }

    private static String hash(GrayImage image) {
        MessageDigest digest = Hashes.digest();
        digest.update(ByteBuffer.allocate(8)
                .putInt(image.width())
                .putInt(image.height())
                .array());
        return HexFormat.of().formatHex(digest.digest(image.pixels()));
    }
}
