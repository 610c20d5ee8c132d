package dev.singan.dataset.phantom;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.hipparchus.util.FastMath;

/**
 * The clustered lumpy background (Bochud, Abbey and Eckstein, "Statistical texture synthesis of mammographic images with
 * clustered lumpy backgrounds", Opt. Express 4:33, 1999): clusters at random places, in each a random number of blobs
 * exp(-alpha |r|^beta / L(theta)) of the cluster's own orientation, with the paper's alpha 2.1 and beta 0.5. Where the
 * paper counts pixels, this counts millimetres, so that film and digital images show the same anatomy.
 */
final class LumpyBackground {
    private static final double ALPHA = 2.1;
    private static final double BETA = 0.5;
    private static final double BLOB_LENGTH = 2.0;
    private static final double BLOB_WIDTH = 0.8;
    private static final double CLUSTER_SPREAD = 4.8;
    private static final double BLOBS_PER_CLUSTER = 20;
    private static final double CLUSTERS_PER_SQUARE_CM = 1.4;
    private static final int ORIENTATIONS = 24;
    private static final double REACH = 9;

    private LumpyBackground() {}

    /** A field of mean 0 and variance 1 over the plane. */
    static Plane field(UniformRandomProvider random, int width, int height, double pitch) {
        Plane plane = new Plane(width, height, pitch);
        Plane[] blobs = new Plane[ORIENTATIONS];
        for (int i = 0; i < ORIENTATIONS; i++) {
            blobs[i] = blob(FastMath.PI * i / ORIENTATIONS, pitch);
        }
        double margin = 2 * CLUSTER_SPREAD;
        double w = width * pitch + 2 * margin;
        double h = height * pitch + 2 * margin;
        int clusters =
                PoissonSampler.of(random, CLUSTERS_PER_SQUARE_CM * w * h / 100).sample();
        ZigguratSampler.NormalizedGaussian gauss = ZigguratSampler.NormalizedGaussian.of(random);
        PoissonSampler blobCount = new PoissonSampler(random, BLOBS_PER_CLUSTER);
        for (int c = 0; c < clusters; c++) {
            double cx = random.nextDouble() * w - margin;
            double cy = random.nextDouble() * h - margin;
            Plane blob = blobs[random.nextInt(ORIENTATIONS)];
            int n = blobCount.sample();
            for (int b = 0; b < n; b++) {
                stamp(plane, blob, cx + CLUSTER_SPREAD * gauss.sample(), cy + CLUSTER_SPREAD * gauss.sample());
            }
        }
        standardise(plane.data());
        return plane;
    }

    private static Plane blob(double angle, double pitch) {
        int radius = (int) (REACH / pitch);
        int side = 2 * radius + 1;
        Plane blob = new Plane(side, side, pitch);
        double cos = FastMath.cos(angle);
        double sin = FastMath.sin(angle);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double dx = (x - radius) * pitch;
                double dy = (y - radius) * pitch;
                double along = (dx * cos + dy * sin) / BLOB_LENGTH;
                double across = (dy * cos - dx * sin) / BLOB_WIDTH;
                double r = FastMath.hypot(dx, dy);
                double value = FastMath.exp(-ALPHA * FastMath.pow(along * along + across * across, BETA / 2));
                double taper = Math.max(0, 1 - r / REACH);
                blob.add(x, y, value * taper);
            }
        }
        return blob;
    }

    private static void stamp(Plane plane, Plane blob, double xMm, double yMm) {
        int left = (int) FastMath.floor(xMm / plane.pitch()) - blob.width() / 2;
        int top = (int) FastMath.floor(yMm / plane.pitch()) - blob.height() / 2;
        int fromX = Math.max(0, -left);
        int toX = Math.min(blob.width(), plane.width() - left);
        int toY = Math.min(blob.height(), plane.height() - top);
        float[] target = plane.data();
        float[] source = blob.data();
        for (int y = Math.max(0, -top); y < toY; y++) {
            int to = (top + y) * plane.width() + left;
            int from = y * blob.width();
            for (int x = fromX; x < toX; x++) {
                target[to + x] += source[from + x];
            }
        }
    }

    private static void standardise(float[] values) {
        double sum = 0;
        double squares = 0;
        for (float v : values) {
            sum += v;
            squares += (double) v * v;
        }
        double mean = sum / values.length;
        double deviation = FastMath.sqrt(Math.max(1e-12, squares / values.length - mean * mean));
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((values[i] - mean) / deviation);
        }
    }
}
