package dev.singan.dataset;

import dev.singan.image.GrayImage;
import dev.singan.image.ImageFiles;
import dev.singan.image.TiffCompression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A BCDR archive of one digital image with a lesion and one without, small enough to be cut hundreds of times. */
final class TinyArchive {
    static final String FEATURES = "BCDR-D01_dataset/bcdr_d01_features.csv";
    static final String IMAGE = "BCDR-D01_dataset/patient_4/study_4/img_4_4_1_RCC.tif";
    static final String MASK = "BCDR-D01_dataset/patient_4/study_4/img_4_4_1_RCC_mask_id_2.tif";
    static final String NORMALS = "BCDR-DN01_dataset/bcdr_dn01_img.csv";
    static final String NORMAL = "BCDR-DN01_dataset/patient_3/study_8/img_3_8_1_RCC.tif";

    static final int WIDTH = 64;
    static final int HEIGHT = 50;

    private TinyArchive() {}

    static void write(Path archive) throws IOException {
        byte[] pixels = new byte[WIDTH * HEIGHT];
        byte[] mask = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH;
            pixels[i] = (byte) (x < 30 ? 120 + 3 * x % 70 + y : 4);
            mask[i] = (byte) (x > 8 && x < 20 && y > 20 && y < 37 ? 255 : 0);
        }
        ImageFiles.writeTiff(archive.resolve(IMAGE), new GrayImage(WIDTH, HEIGHT, pixels), TiffCompression.LZW);
        ImageFiles.writeTiff(archive.resolve(MASK), new GrayImage(WIDTH, HEIGHT, mask), TiffCompression.PACKBITS);
        ImageFiles.writeTiff(archive.resolve(NORMAL), new GrayImage(WIDTH, HEIGHT, pixels), TiffCompression.NONE);
        Files.writeString(
                archive.resolve(FEATURES),
                "patient_id,study_id,series,lesion_id,segmentation_id,image_view,mammography_nodule,"
                        + "mammography_calcification,age,density,i_mean,classification\n"
                        + "4,4,1,2,1,1,1,0,39,4,10, Benign \n");
        Files.writeString(
                archive.resolve(NORMALS),
                "patient_id,study_id,series,image_filename,image_type_name,image_type_id,age,density\n"
                        + "3,8,1, patient_3/study_8/img_3_8_1_RCC.tif,RCC,0,66,2\n");
    }
}
