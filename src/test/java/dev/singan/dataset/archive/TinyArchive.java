package dev.singan.dataset.archive;

import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import dev.singan.image.tiff.TiffCompression;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A BCDR archive of one digital image with a lesion and one without, small enough to be cut hundreds of times. */
public final class TinyArchive {
    public static final String FEATURES = "BCDR-D01_dataset/bcdr_d01_features.csv";
    public static final String IMAGE = "BCDR-D01_dataset/patient_4/study_4/img_4_4_1_RCC.tif";
    public static final String MASK = "BCDR-D01_dataset/patient_4/study_4/img_4_4_1_RCC_mask_id_2.tif";
    public static final String NORMALS = "BCDR-DN01_dataset/bcdr_dn01_img.csv";
    public static final String NORMAL = "BCDR-DN01_dataset/patient_3/study_8/img_3_8_1_RCC.tif";

    static final int WIDTH = 64;
    static final int HEIGHT = 50;

    private TinyArchive() {}

    public static void write(Path archive) throws IOException {
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

    /** Three films in mini-MIAS's manner, one of them as text. */
    public static void writeMias(Path archive) throws IOException {
        Files.createDirectories(archive);
        Files.writeString(
                archive.resolve("Info.txt"), "mdb001 G CIRC B 120 100 20\nmdb002 D NORM\nmdb003 F SPIC M 90 80 30\n");
        int side = 230;
        StringBuilder plain = new StringBuilder("P2 # text\n" + side + " " + side + " 255\n");
        byte[] header = ("P5\n# made up\n" + side + " " + side + "\n255\n").getBytes(StandardCharsets.US_ASCII);
        byte[] binary = Arrays.copyOf(header, header.length + side * side);
        for (int i = 0; i < side * side; i++) {
            int grey = i % side < 200 ? 120 + i % 50 : 5;
            plain.append(grey).append(i % side == side - 1 ? '\n' : ' ');
            binary[header.length + i] = (byte) grey;
        }
        Files.writeString(archive.resolve("mdb001.pgm"), plain);
        Files.write(archive.resolve("mdb002.pgm"), binary);
        Files.write(archive.resolve("mdb003.pgm"), binary);
    }

    /**
     * A folder of two images, a mask and a table.
     *
     * @param table {@code table.csv} or {@code table.jsonl}
     */
    public static void writeFolder(Path archive, String table) throws IOException {
        byte[] pixels = new byte[WIDTH * HEIGHT];
        byte[] mask = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % WIDTH < 40 ? 100 + i % 77 : 3);
            mask[i] = (byte) (i % WIDTH > 10 && i % WIDTH < 30 && i / WIDTH < 20 ? 1 : 0);
        }
        ImageFiles.writePng(archive.resolve("images/a.png"), new GrayImage(WIDTH, HEIGHT, pixels));
        ImageFiles.writePng(archive.resolve("images/b.png"), new GrayImage(WIDTH, HEIGHT, pixels));
        ImageFiles.writePng(archive.resolve("masks/a.png"), new GrayImage(WIDTH, HEIGHT, mask));
        Files.writeString(
                archive.resolve(table),
                table.endsWith("csv")
                        ? "file_name,patient_id,Format,classification,mask_file_name,age,density\n"
                                + "images/a.png,anna,Film,Malign,masks/a.png,50,3\nimages/b.png,berta,Digital,Normal,,,\n"
                        : "{\"file_name\":\"images/a.png\",\"patient_id\":1,\"Format\":\"Film\",\"classification\":\"Malign\","
                                + "\"mask_file_name\":\"masks/a.png\",\"age\":50}\n"
                                + "{\"file_name\":\"images/b.png\",\"patient_id\":2,\"Format\":\"Digital\","
                                + "\"classification\":\"Normal\",\"density\":null}\n");
    }
}
