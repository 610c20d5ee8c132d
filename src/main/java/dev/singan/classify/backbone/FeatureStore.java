package dev.singan.classify.backbone;

import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.image.GrayImage;
import dev.singan.tensor.Tensor;
import dev.singan.tensor.file.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Features of images, each computed once and kept by the image's content in a safetensors file: the tensor {@code features}
 * of n x dimension, and in the metadata {@code backbone}, {@code identity} and {@code keys} (n lines, sorted, one per row). A
 * file of another identity is replaced; rows that nobody asks for any more stay.
 */
public final class FeatureStore {
    /** Images that are in memory at once. */
    private static final int BATCH = 64;

    /** Images between two writings of the file: what a killed build loses. */
    private static final int SAVE_EVERY = 8 * BATCH;

    private static final String FEATURES = "features";
    private static final String BACKBONE = "backbone";
    private static final String IDENTITY = "identity";
    private static final String KEYS = "keys";

    private final Backbone backbone;
    private final Path file;
    private final Map<String, float[]> rows;

    private FeatureStore(Backbone backbone, Path file, Map<String, float[]> rows) {
        this.backbone = backbone;
        this.file = file;
        this.rows = rows;
    }

    /**
     * The features of images: those that the file has are read, the others are computed and added to it.
     *
     * @param file where features are kept, such as {@code features/scattering.safetensors}; made where there is none
     * @return a row for each image, in their order; rows of equal images may be the same array, to be read only
     * @throws UserException where an image cannot be read
     */
    public static List<float[]> compute(Backbone backbone, List<ImageSource> images, Path file, Progress progress)
            throws IOException {
        FeatureStore store = new FeatureStore(backbone, file, load(backbone, file, progress));
        store.add(images, progress);
        return images.stream().map(image -> store.row(image.key())).toList();
    }

    private float[] row(String key) {
        float[] row = rows.get(key);
        if (row == null) {
            throw new IllegalStateException("no features of " + key);
        }
        return row;
    }

    private static Map<String, float[]> load(Backbone backbone, Path file, Progress progress) throws IOException {
        Map<String, float[]> rows = new TreeMap<>();
        if (!Files.exists(file)) {
            return rows;
        }
        try {
            Safetensors stored = Safetensors.read(file);
            String[] keys = stored.metadata().getOrDefault(KEYS, "").split("\n");
            Tensor features = stored.tensors().get(FEATURES);
            if (backbone.identity().equals(stored.metadata().get(IDENTITY))
                    && features != null
                    && Arrays.equals(features.shape(), new int[] {keys.length, backbone.dimension()})) {
                for (int i = 0; i < keys.length; i++) {
                    int from = i * backbone.dimension();
                    rows.put(keys[i], Arrays.copyOfRange(features.data(), from, from + backbone.dimension()));
                }
            } else {
                progress.info(file.getFileName() + " was made by another backbone; features are computed anew");
            }
        } catch (UserException e) {
            progress.warn(file.getFileName() + " is damaged; features are computed anew");
        }
        return rows;
    }

    private void add(List<ImageSource> images, Progress progress) throws IOException {
        Map<String, ImageSource> missing = new TreeMap<>();
        for (ImageSource image : images) {
            if (!rows.containsKey(image.key())) {
                missing.put(image.key(), image);
            }
        }
        List<ImageSource> todo = new ArrayList<>(missing.values());
        for (int from = 0; from < todo.size(); from += BATCH) {
            progress.checkCancelled();
            int to = Math.min(todo.size(), from + BATCH);
            add(todo.subList(from, to));
            if (to == todo.size() || to % SAVE_EVERY == 0) {
                save();
            }
            progress.advance("features", to, todo.size());
        }
    }

    private void add(List<ImageSource> batch) {
        List<GrayImage> loaded =
                batch.parallelStream().map(image -> image.loader().get()).toList();
        float[][] features = backbone.features(loaded);
        for (int i = 0; i < features.length; i++) {
            rows.put(batch.get(i).key(), features[i]);
        }
    }

    private void save() throws IOException {
        int dimension = backbone.dimension();
        float[] values = new float[Math.multiplyExact(rows.size(), dimension)];
        int at = 0;
        for (float[] row : rows.values()) {
            System.arraycopy(row, 0, values, at, dimension);
            at += dimension;
        }
        Safetensors.write(
                file,
                Map.of(FEATURES, Tensor.of(values, rows.size(), dimension)),
                Map.of(
                        BACKBONE, backbone.name(),
                        IDENTITY, backbone.identity(),
                        KEYS, String.join("\n", rows.keySet())));
    }
}
