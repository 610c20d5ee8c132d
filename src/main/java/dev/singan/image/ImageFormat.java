package dev.singan.image;

/** File formats, told apart by their first bytes. */
enum ImageFormat {
    TIFF,
    PNG,
    PNM,
    JPEG,
    OTHER;

    static ImageFormat of(byte[] b) {
        if (starts(b, 'I', 'I', 42, 0) || starts(b, 'M', 'M', 0, 42)) {
            return TIFF;
        }
        if (starts(b, 0x89, 'P', 'N', 'G')) {
            return PNG;
        }
        if (starts(b, 0xff, 0xd8, 0xff)) {
            return JPEG;
        }
        boolean pnm = b.length > 2 && b[0] == 'P' && "2356".indexOf(b[1]) >= 0 && Character.isWhitespace(b[2]);
        return pnm ? PNM : OTHER;
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
