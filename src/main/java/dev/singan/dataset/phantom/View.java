package dev.singan.dataset.phantom;

/** The four standard views, in the order of BCDR's {@code image_view}. */
enum View {
    RIGHT_CC("RCC", false, true),
    LEFT_CC("LCC", false, false),
    RIGHT_MLO("RO", true, true),
    LEFT_MLO("LO", true, false);

    private final String code;
    private final boolean oblique;
    private final boolean right;

    View(String code, boolean oblique, boolean right) {
        this.code = code;
        this.oblique = oblique;
        this.right = right;
    }

    /** The name in file names. */
    String code() {
        return code;
    }

    /** Whether it is mediolateral oblique, with the pectoral muscle in it. */
    boolean oblique() {
        return oblique;
    }

    /** Whether it is a right breast, whose chest wall lies at the image's right. */
    boolean right() {
        return right;
    }

    /** 1 to 4, as in {@code image_view}. */
    int number() {
        return ordinal() + 1;
    }

    static View of(boolean oblique, boolean right) {
        for (View view : values()) {
            if (view.oblique == oblique && view.right == right) {
                return view;
            }
        }
        throw new AssertionError();
    }
}
