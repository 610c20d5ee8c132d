package dev.singan.classify.weights;

import dev.singan.base.UserException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** torchvision's pretrained weights, whose hashes are known. */
public enum KnownWeights {
    /** ResNet50, the second ImageNet recipe: what the thesis used. */
    RESNET50_V2(
            "resnet50-v2", "resnet50-11ad3fa6.pth", "11ad3fa62ca79e40addfd354a8ec4b7c75143b3038b8d2a807fbc68deab379ca"),
    /** ResNet50, the first ImageNet recipe. */
    RESNET50_V1(
            "resnet50-v1", "resnet50-0676ba61.pth", "0676ba61b6795bbe1773cffd859882e5e297624d384b6993f7c9e683e722fb8a"),
    /** Inception v3, for SiFID. */
    INCEPTION_V3(
            "inception-v3",
            "inception_v3_google-1a9a5a14.pth",
            "1a9a5a14f40645a370184bd54f4e8e631351e71399112b43ad0294a79da290c8");

    private static final String PUBLISHER = "https://download.pytorch.org/models/";

    private final String id;
    private final String fileName;
    private final String sha256;

    KnownWeights(String id, String fileName, String sha256) {
        this.id = id;
        this.fileName = fileName;
        this.sha256 = sha256;
    }

    /** The name by which a build asks for them. */
    public String id() {
        return id;
    }

    /** The file's name at its publisher. */
    public String fileName() {
        return fileName;
    }

    /** The property that names the file to be used. */
    public String property() {
        return this == INCEPTION_V3 ? "singan.sifid.weights" : "singan.weights";
    }

    /** The file's hash. */
    public String sha256() {
        return sha256;
    }

    /** Where the publisher has the file. */
    public URI uri() {
        return URI.create(PUBLISHER + fileName);
    }

    /** The weights of a file name. */
    public static Optional<KnownWeights> ofFileName(String name) {
        return Arrays.stream(values()).filter(w -> w.fileName.equals(name)).findFirst();
    }

    /**
     * Holds a file's hash against the known one.
     *
     * @throws UserException where they differ
     */
    public void requireHash(Path file, String found) {
        if (!found.equals(sha256)) {
            throw new UserException(file + " has the SHA-256 " + found + ", but " + fileName + " has " + sha256
                    + ". The file is damaged or another one: delete it and fetch it again, or rename it if it is meant to be"
                    + " another one.");
        }
    }
}
