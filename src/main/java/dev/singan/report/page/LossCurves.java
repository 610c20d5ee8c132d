package dev.singan.report.page;

import dev.singan.base.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Reads {@code losses.csv} of a SinGAN. */
final class LossCurves {
    private static final int POINTS = 60;
    private static final List<String> COLUMNS = List.of("scale", "iteration", "critic_real", "critic_fake", "rmse");

    private LossCurves() {}

    /**
     * A line of the file, or the mean of several.
     *
     * @param scale from 0, the coarsest
     * @param iteration within the scale
     * @param margin the critic's mean score of the real image minus that of the fake
     * @param rmse of the reconstruction, in pixel values of [−1, 1]
     */
    record Point(int scale, int iteration, double margin, double rmse) {}

    /** Every line of the file; none where there is no file. */
    static List<Point> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        List<String> lines = Files.readAllLines(file);
        List<String> header =
                lines.isEmpty() ? List.of() : Arrays.asList(lines.get(0).split(","));
        int[] at = COLUMNS.stream().mapToInt(header::indexOf).toArray();
        if (Arrays.stream(at).anyMatch(index -> index < 0)) {
            throw new UserException(file + " lacks one of the columns " + String.join(", ", COLUMNS)
                    + "; its first line is \"" + String.join(",", header) + "\". Run the goal train again.");
        }
        List<Point> points = new ArrayList<>();
        for (int row = 1; row < lines.size(); row++) {
            points.add(point(file, row + 1, lines.get(row).split(","), at));
        }
        return points;
    }

    private static Point point(Path file, int row, String[] values, int[] at) {
        try {
            return new Point(
                    Integer.parseInt(values[at[0]]),
                    Integer.parseInt(values[at[1]]),
                    Double.parseDouble(values[at[2]]) - Double.parseDouble(values[at[3]]),
                    Double.parseDouble(values[at[4]]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new UserException(file + ", row " + row + " is not a line of losses. Run the goal train again.", e);
        }
    }

    /** At most 60 points: means of neighbouring iterations, so that noise does not hide the course; broken values are left out. */
    static List<Point> thinned(List<Point> points, ToDoubleFunction<Point> value) {
        List<Point> whole = points.stream()
                .filter(point -> Double.isFinite(value.applyAsDouble(point)))
                .toList();
        int group = Math.max(1, (whole.size() + POINTS - 1) / POINTS);
        List<Point> thinned = new ArrayList<>();
        for (int from = 0; from < whole.size(); from += group) {
            List<Point> part = whole.subList(from, Math.min(whole.size(), from + group));
            thinned.add(new Point(
                    part.get(0).scale(),
                    part.get(part.size() / 2).iteration(),
                    part.stream().mapToDouble(Point::margin).average().orElseThrow(),
                    part.stream().mapToDouble(Point::rmse).average().orElseThrow()));
        }
        return thinned;
    }
}
