package dev.singan.dataset.phantom;

import java.util.Arrays;

/** The convex hull of an outline, by Andrew's monotone chain (Andrew, Inf. Process. Lett. 9:216, 1979). */
final class ConvexHull {
    private ConvexHull() {}

    /** The hull's area in pixels, of the polygon through the points; at least 1. */
    static double area(int[] xs, int[] ys) {
        int n = xs.length;
        int[][] points = new int[n][];
        for (int i = 0; i < n; i++) {
            points[i] = new int[] {xs[i], ys[i]};
        }
        Arrays.sort(points, (a, b) -> a[0] != b[0] ? Integer.compare(a[0], b[0]) : Integer.compare(a[1], b[1]));
        int[][] hull = new int[2 * n][];
        int size = 0;
        for (int i = 0; i < n; i++) {
            size = push(hull, size, 2, points[i]);
        }
        int lower = size + 1;
        for (int i = n - 2; i >= 0; i--) {
            size = push(hull, size, lower, points[i]);
        }
        double twice = 0;
        for (int i = 0; i + 1 < size; i++) {
            twice += (double) hull[i][0] * hull[i + 1][1] - (double) hull[i + 1][0] * hull[i][1];
        }
        return Math.max(1, Math.abs(twice) / 2);
    }

    private static int push(int[][] hull, int size, int least, int[] point) {
        int n = size;
        while (n >= least && turn(hull[n - 2], hull[n - 1], point) <= 0) {
            n--;
        }
        hull[n] = point;
        return n + 1;
    }

    private static long turn(int[] a, int[] b, int[] c) {
        return (long) (b[0] - a[0]) * (c[1] - a[1]) - (long) (b[1] - a[1]) * (c[0] - a[0]);
    }
}
