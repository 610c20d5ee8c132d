package dev.singan.image.dicom.codec;

import org.apache.commons.imaging.ImagingException;

/**
 * The parameters of a JPEG-LS scan and what follows from them (ITU-T T.87, sections A.2.1, A.3, A.4.4 and C.2.4.1).
 *
 * @param greatest the greatest sample
 * @param near by how much samples may differ from the original; 0 for lossless
 * @param range how many values a prediction error has
 * @param bits bits that these take
 * @param limit the longest code
 * @param reset after how many samples a context is halved
 * @param levels per difference, moved by the greatest one, its region from -4 to 4
 */
record JpegLsRules(int greatest, int near, int range, int bits, int limit, int reset, byte[] levels) {
    static JpegLsRules of(JpegStream stream) throws ImagingException {
        int precision = stream.precision();
        int greatest = stream.preset(0) == 0 ? (1 << precision) - 1 : stream.preset(0);
        int near = stream.parameter(0);
        if (precision < 2 || precision > 16 || greatest >= 1 << precision || near > Math.min(255, greatest / 2)) {
            throw new ImagingException("its JPEG-LS data claim " + precision + " bits, values to " + greatest
                    + " and an error of " + near + ", the file is damaged");
        }
        int range = (greatest + 2 * near) / (2 * near + 1) + 1;
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(range - 1);
        int sampleBits = Math.max(2, Integer.SIZE - Integer.numberOfLeadingZeros(greatest));
        return new JpegLsRules(
                greatest,
                near,
                range,
                bits,
                2 * (sampleBits + Math.max(8, sampleBits)),
                stream.preset(4) == 0 ? 64 : stream.preset(4),
                levels(stream, greatest, near));
    }

    private static byte[] levels(JpegStream stream, int greatest, int near) {
        int[] thresholds = thresholds(greatest, near);
        for (int i = 0; i < 3; i++) {
            thresholds[i] = stream.preset(1 + i) == 0 ? thresholds[i] : stream.preset(1 + i);
        }
        byte[] levels = new byte[2 * greatest + 1];
        for (int i = 0; i < levels.length; i++) {
            int size = Math.abs(i - greatest);
            int level = size <= near
                    ? 0
                    : size < thresholds[0] ? 1 : size < thresholds[1] ? 2 : size < thresholds[2] ? 3 : 4;
            levels[i] = (byte) (i < greatest ? -level : level);
        }
        return levels;
    }

    private static int[] thresholds(int greatest, int near) {
        int[] basic = {3, 7, 21};
        int[] thresholds = new int[3];
        int least = near + 1;
        for (int i = 0; i < 3; i++) {
            int spread = (3 + 2 * i) * near;
            int wanted = greatest >= 128
                    ? (Math.min(greatest, 4095) + 128 >> 8) * (basic[i] - 2 - i) + 2 + i + spread
                    : Math.max(2 + i, basic[i] / (256 / (greatest + 1)) + spread);
            thresholds[i] = wanted > greatest || wanted < least ? least : wanted;
            least = thresholds[i];
        }
        return thresholds;
    }

    /** The context of three differences, negative where it is mirrored; 0 for a run. */
    int context(int first, int second, int third) {
        return 81 * levels[first + greatest] + 9 * levels[second + greatest] + levels[third + greatest];
    }

    static int median(int left, int above, int corner) {
        int low = Math.min(left, above);
        int high = Math.max(left, above);
        return corner >= high ? low : corner <= low ? high : left + above - corner;
    }

    int clamped(int value) {
        return Math.max(0, Math.min(greatest, value));
    }

    /** The sample of a prediction and its quantised error. */
    int reconstructed(int predicted, int error) {
        int step = 2 * near + 1;
        int value = predicted + error * step;
        if (value < -near) {
            value += range * step;
        } else if (value > greatest + near) {
            value -= range * step;
        }
        return clamped(value);
    }
}
