package dev.singan.dataset.extract;

import dev.singan.base.UserException;
import dev.singan.dataset.record.Lesion;
import dev.singan.dataset.record.Skipped;
import dev.singan.image.Box;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a lesion's mask among files of which another is a piece of the mammogram. A mask has two values, black and white; as
 * masks were compressed by JPEG, too, a hundredth of the pixels may lie between them.
 */
final class MaskSearch {
    private static final int DARK = 32;
    private static final int LIGHT = 223;
    private static final int MIDDLE = 127;
    private static final double CLEAR = 0.99;
    /** How much the ratio of a mask's sides may differ from that of the image's. */
    private static final double ASPECT = 0.01;

    private MaskSearch() {}

    /** The lesion's box in the image; null, and listed, where there is none. */
    static @Nullable Box box(Lesion.AmongFiles place, String imageName, GrayImage image, List<Skipped> skipped) {
        List<String> reasons = new ArrayList<>();
        List<Lesion.MaskFile> others = new ArrayList<>();
        for (Lesion.MaskFile file : place.files()) {
            try {
                GrayImage mask = ImageFiles.read(file.file());
                if (isMask(mask)) {
                    return box(mask, file.name(), imageName, image, skipped);
                }
                others.add(file);
            } catch (UserException e) {
                reasons.add(String.valueOf(e.getMessage()).replace(file.file().toString(), file.name()));
            }
        }
        others.forEach(file -> reasons.add(file.name() + " has more values than a mask"));
        skipped.add(Skipped.damaged(imageName, null, "no mask of a lesion: " + String.join("; ", reasons)));
        return null;
    }

    static boolean isMask(GrayImage image) {
        long dark = 0;
        long light = 0;
        for (byte pixel : image.pixels()) {
            dark += (pixel & 0xff) < DARK ? 1 : 0;
            light += (pixel & 0xff) > LIGHT ? 1 : 0;
        }
        return dark > 0 && light > 0 && dark + light >= CLEAR * image.pixels().length;
    }

    private static @Nullable Box box(
            GrayImage mask, String name, String imageName, GrayImage image, List<Skipped> skipped) {
        double wide = (double) image.width() / mask.width();
        double high = (double) image.height() / mask.height();
        if (Math.abs(wide / high - 1) > ASPECT) {
            skipped.add(Skipped.excluded(
                    name,
                    null,
                    "the mask has " + mask.width() + "x" + mask.height() + " pixels, but its image " + imageName
                            + " has " + image.width() + "x" + image.height() + ", which is another shape"));
            return null;
        }
        Box box = Box.ofNonZero(bright(mask));
        return box == null ? null : scaled(box, wide, high, image);
    }

    /** Without what compression left about the lesion. */
    private static GrayImage bright(GrayImage mask) {
        byte[] pixels = new byte[mask.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) ((mask.pixels()[i] & 0xff) > MIDDLE ? 255 : 0);
        }
        return new GrayImage(mask.width(), mask.height(), pixels);
    }

    /** The smallest box of whole pixels of the image that covers the mask's. */
    private static Box scaled(Box box, double wide, double high, GrayImage image) {
        int left = (int) Math.floor(box.x() * wide);
        int top = (int) Math.floor(box.y() * high);
        int right = Math.min(image.width(), (int) Math.ceil((box.x() + box.width()) * wide));
        int bottom = Math.min(image.height(), (int) Math.ceil((box.y() + box.height()) * high));
        return new Box(left, top, right - left, bottom - top);
    }
}
