package dev.singan.fuzz;

import dev.singan.base.Progress;
import dev.singan.base.Protocol;
import dev.singan.base.UserException;
import dev.singan.dataset.archive.ArchiveKind;
import dev.singan.dataset.extract.Extraction;
import dev.singan.dataset.extract.ExtractionRequest;
import dev.singan.dataset.extract.ExtractionRules;
import dev.singan.gan.model.Singan;
import dev.singan.study.publish.SyntheticSource;
import dev.singan.tensor.file.PthReader;
import dev.singan.tensor.file.Safetensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files that ask for more memory or time than there is, and a program that reads all of a folder in a small heap. */
final class HostileFiles {
    private static final int MEGABYTE = 1 << 20;

    private HostileFiles() {}

    /** Reads every file of a folder by the name of its kind, and prints what came of it. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        for (String name : List.of(
                "unpacks.pth",
                "counts.pth",
                "offset.pth",
                "lists.pth",
                "marks.pth",
                "digits.pth",
                "views.pth",
                "header.safetensors",
                "model.json",
                "pack.zip",
                "table.csv")) {
            long start = System.nanoTime();
            String outcome;
            try {
                read(folder.resolve(name));
                outcome = "read";
            } catch (UserException e) {
                outcome = "refused: " + e.getMessage();
            }
            System.out.println(name + " after " + (System.nanoTime() - start) / 1_000_000 + " ms " + outcome);
        }
    }

    private static void read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".pth")) {
            PthReader.read(file);
        } else if (name.endsWith(".safetensors")) {
            Safetensors.read(file);
        } else if (name.endsWith(".json")) {
            Singan.readModel(file.getParent());
        } else if (name.endsWith(".zip")) {
            SyntheticSource.open(file);
        } else {
            ExtractionRules rules = ExtractionRules.of(Protocol.STRICT, 1);
            Extraction.run(
                    new ExtractionRequest(ArchiveKind.FOLDER, file.getParent(), file.resolveSibling("work"), rules, 1),
                    Progress.NONE);
        }
    }

    static void write(Path folder) throws IOException {
        // Two and a half kilobytes that unpack to 96 MB.
        zip(folder.resolve("unpacks.pth"), pickle(6, 16L * MEGABYTE / 4, 0, 16L * MEGABYTE / 4), 6, 16 * MEGABYTE);
        zip(folder.resolve("counts.pth"), pickle(1, Long.MAX_VALUE / 2, Long.MAX_VALUE / 4 + 1, 4), 1, 64);
        zip(folder.resolve("offset.pth"), pickle(1, 1L << 33, (1L << 32) + 1, 4), 1, 64);
        zip(folder.resolve("lists.pth"), filled(']', 15 * MEGABYTE), 0, 0);
        zip(folder.resolve("marks.pth"), filled('(', 15 * MEGABYTE), 0, 0);
        byte[] digits = filled('9', 15 * MEGABYTE);
        digits[0] = 'L';
        digits[digits.length - 2] = '\n';
        zip(folder.resolve("digits.pth"), digits, 0, 0);
        zip(
                folder.resolve("views.pth"),
                pickle(100_000, 16L * MEGABYTE / 4, 16L * MEGABYTE / 4 - 1, 1),
                1,
                16 * MEGABYTE);
        try (RandomAccessFile header = sized(folder.resolve("header.safetensors"), 91L * MEGABYTE)) {
            header.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(90L * MEGABYTE)
                    .array());
            header.write("{\"a\":[1,1".getBytes(StandardCharsets.UTF_8));
        }
        try (RandomAccessFile model = sized(folder.resolve("model.json"), 900L * MEGABYTE)) {
            model.write("[[[".getBytes(StandardCharsets.UTF_8));
        }
        try (OutputStream out = Files.newOutputStream(folder.resolve("pack.zip"));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("manifest.json"));
            zeros(zip, 60 * MEGABYTE);
        }
        try (RandomAccessFile table = sized(folder.resolve("table.csv"), 200L * MEGABYTE)) {
            table.write("file_name,patient_id\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] filled(char opcode, int length) {
        byte[] program = new byte[length];
        java.util.Arrays.fill(program, (byte) opcode);
        program[length - 1] = '.';
        return program;
    }

    private static RandomAccessFile sized(Path file, long length) throws IOException {
        RandomAccessFile sized = new RandomAccessFile(file.toFile(), "rw");
        sized.setLength(length);
        return sized;
    }

    /** A list of tensors; with one storage, all of them are views of it. */
    private static byte[] pickle(int tensors, long stored, long offset, long values) {
        ByteArrayOutputStream program = new ByteArrayOutputStream();
        text(program, "](");
        for (int i = 0; i < tensors; i++) {
            text(program, "ctorch._utils\n_rebuild_tensor_v2\n((U\u0007storagectorch\nFloatStorage\nU\u0001");
            program.write(tensors > 10 ? '0' : '0' + i);
            text(program, "U\u0003cpu");
            number(program, stored);
            text(program, "tQ");
            number(program, offset);
            text(program, "(");
            number(program, values);
            text(program, "t(K\u0001ttR");
        }
        text(program, "e.");
        return program.toByteArray();
    }

    private static void text(ByteArrayOutputStream program, String text) {
        program.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void number(ByteArrayOutputStream program, long value) {
        program.write(0x8a);
        program.write(8);
        program.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
    }

    private static void zip(Path file, byte[] program, int storages, int bytes) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(1);
            zip.putNextEntry(new ZipEntry("archive/data.pkl"));
            zip.write(program);
            for (int i = 0; i < storages; i++) {
                zip.putNextEntry(new ZipEntry("archive/data/" + i));
                zeros(zip, bytes);
            }
        }
    }

    private static void zeros(OutputStream out, int bytes) throws IOException {
        byte[] block = new byte[1 << 16];
        for (int left = bytes; left > 0; left -= block.length) {
            out.write(block, 0, Math.min(left, block.length));
        }
    }
}
