package dev.singan.dataset.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeTest {
    @TempDir
    Path folder;

    /** Expected: the order of Python's sorted() on the paths. */
    @Test
    void filesComeInTheOrderOfTheirPathsInWhateverOrderTheyWereWritten() throws IOException {
        List<String> expected = List.of(
                "B/img_1.tif",
                "a/img_1.tif",
                "patient_1/study_1/img_1.tif",
                "patient_1/study_10/img_1.tif",
                "patient_1/study_2/img_1.tif",
                "patient_10/img_1.tif",
                "patient_2/img_1.tif",
                "patient_2/img_1_mask.tif");
        for (int seed = 0; seed < 5; seed++) {
            Path root = folder.resolve("tree" + seed);
            List<String> shuffled = new ArrayList<>(expected);
            Collections.shuffle(shuffled, new Random(seed));
            for (String name : shuffled) {
                Files.createDirectories(root.resolve(name).getParent());
                Files.createFile(root.resolve(name));
            }
            Tree tree = Tree.of(root, root);
            assertThat(tree.files()).extracting(tree::name).isEqualTo(expected);
        }
    }
}
