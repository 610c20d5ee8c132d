package dev.singan.metric;

import dev.singan.image.GrayImage;
import dev.singan.image.Resize;
import dev.singan.image.jpeg.Jpeg;

/** What happens to images before SiFID sees them. */
public enum SifidPath {
    /** Nothing: source, samples and noise as they are. */
    PIXELS {
        @Override
        GrayImage source(GrayImage image) {
            return image;
        }

        @Override
        GrayImage sample(GrayImage image) {
            return image;
        }

        @Override
        GrayImage noise(GrayImage image) {
            return image;
        }
    },
    /**
     * As published: the source at 256x256 through JPEG of quality 75, samples at 224x224 and quality 90, noise at 224x224 and
     * quality 75.
     */
    JPEG {
        @Override
        GrayImage source(GrayImage image) {
            return Jpeg.roundTrip(Resize.bilinear(image, 256, 256), 75);
        }

        @Override
        GrayImage sample(GrayImage image) {
            return Jpeg.roundTrip(Resize.bilinear(image, 224, 224), 90);
        }

        @Override
        GrayImage noise(GrayImage image) {
            return Jpeg.roundTrip(Resize.bilinear(image, 224, 224), 75);
        }
    };

    abstract GrayImage source(GrayImage image);

    abstract GrayImage sample(GrayImage image);

    abstract GrayImage noise(GrayImage image);
}
