package dev.singan.image.file;

/** File formats, told apart by their first bytes. */
enum ImageFormat {
    TIFF,
    PNG,
    PNM,
    JPEG,
    OTHER;

    static ImageFormat of(byte[] b) {
        if (isTiff(b, 42) || isTiff(b, 43)) {
            return TIFF;
        }
        if (starts(b, 0x89, 'P', 'N', 'G')) {
            return PNG;
        }
        if (starts(b, 0xff, 0xd8, 0xff)) {
            return JPEG;
        }
        boolean pnm = b.length > 2 && b[0] == 'P' && "1234567Ff".indexOf(b[1]) >= 0 && Character.isWhitespace(b[2]);
        return pnm ? PNM : OTHER;
    }

    /** @param version 42, or 43 of BigTIFF */
    private static boolean isTiff(byte[] bytes, int version) {
        return starts(bytes, 'I', 'I', version, 0) || starts(bytes, 'M', 'M', 0, version);
    }

    private static boolean starts(byte[] bytes, int... magic) {
        if (bytes.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
