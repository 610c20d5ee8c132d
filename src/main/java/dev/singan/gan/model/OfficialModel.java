package dev.singan.gan.model;

import dev.singan.base.Hashes;
import dev.singan.base.Seeds;
import dev.singan.base.UserException;
import dev.singan.gan.config.Purpose;
import dev.singan.gan.config.Recipe;
import dev.singan.gan.config.SinganConfig;
import dev.singan.image.FloatImage;
import dev.singan.tensor.Tensor;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.file.PthReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hipparchus.util.FastMath;

/**
 * Reads a model of the official PyTorch code ({@code tamarott/SinGAN}): the folder that it names
 * {@code TrainedModels/IMAGE/scale_factor=…,alpha=…}, with {@code Zs.pth}, {@code NoiseAmp.pth}, {@code reals.pth} and, in a folder per
 * scale (0 is the coarsest), {@code netG.pth} and, where it is there, {@code netD.pth}. {@code Gs.pth} holds whole pickled modules, which
 * are programs: it is not read.
 */
public final class OfficialModel {
    /** The key, and the name in random streams, of every such model: nothing depends on its folder. */
    private static final String IMPORTED = "imported";

    private static final String ZS = "Zs.pth";
    private static final String GS = "Gs.pth";
    private static final int HIDDEN_KERNEL = 3;

    private final Path directory;
    private final List<Tensor> reals;
    private final List<Tensor> noises;
    private final List<Float> amplitudes;

    private OfficialModel(Path directory) throws IOException {
        this.directory = directory;
        reals = tensors("reals.pth");
        noises = tensors(ZS);
        amplitudes = numbers("NoiseAmp.pth");
        if (reals.isEmpty() || noises.size() != reals.size() || amplitudes.size() != reals.size()) {
            throw new UserException(directory + " holds " + reals.size() + " images, " + noises.size() + " noises and "
                    + amplitudes.size()
                    + " amplitudes (reals.pth, Zs.pth, NoiseAmp.pth), but a SinGAN has one of each per"
                    + " scale: let its training finish, and take all files from one run");
        }
    }

    /** Whether a path is the folder of such a model, or a file of one. */
    static boolean isOne(Path path) {
        return path.toString().endsWith(".pth")
                || !Files.exists(path.resolve(Singan.MODEL_FILE))
                        && (Files.exists(path.resolve(ZS)) || Files.exists(path.resolve(GS)));
    }

    /**
     * Reads a model.
     *
     * @throws UserException where a file is missing, damaged, of another layout, or whole modules are given; the message says what to do
     */
    public static TrainedSingan read(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new UserException(directory + " is one file. "
                    + (directory.endsWith(GS)
                            ? "It holds whole pickled modules, which are programs and are not run. "
                            : "")
                    + "Give the folder that it lies in, with Zs.pth, NoiseAmp.pth, reals.pth and a folder per scale"
                    + " with netG.pth: -Dsingan.model="
                    + directory.toAbsolutePath().getParent());
        }
        if (!Files.exists(directory.resolve(ZS))) {
            throw new UserException(
                    directory + " has Gs.pth, whole pickled modules, which are programs and are not run. Copy Zs.pth,"
                            + " NoiseAmp.pth, reals.pth and the folders 0, 1, … with their netG.pth beside it; the"
                            + " official training writes them too");
        }
        return new OfficialModel(directory).read();
    }

    private TrainedSingan read() throws IOException {
        List<ScaleModel> models = new ArrayList<>();
        List<Pyramid.Size> sizes = new ArrayList<>();
        List<ModelDescription.Scale> scales = new ArrayList<>();
        boolean noisePadding = hasBorder(noises.get(0));
        for (int k = 0; k < reals.size(); k++) {
            ScaleModel model = scale(k, noisePadding);
            ScaleShape shape = model.shape();
            models.add(model);
            sizes.add(new Pyramid.Size(shape.height(), shape.width()));
            scales.add(new ModelDescription.Scale(
                    k, shape.width(), shape.height(), shape.filters(), model.noiseAmplitude(), ScaleFiles.name(k)));
        }
        FloatImage image = image(reals.size() - 1);
        double factor = factor(sizes);
        SinganConfig config = SinganConfig.of(Recipe.OFFICIAL)
                .withPyramid(p -> p.withChannels(image.channels())
                        .withScaleFactor(factor)
                        .withSizes(
                                Math.min(image(0).height(), image(0).width()), Math.max(image.height(), image.width())))
                .withPurpose(noisePadding ? Purpose.ANIMATION : null);
        String hash = Hashes.sha256(directory.resolve("reals.pth"));
        ModelDescription description = new ModelDescription(
                ModelDescription.SCHEMA,
                IMPORTED,
                IMPORTED,
                0,
                hash,
                "pytorch",
                "imported from the official code's files",
                config,
                factor,
                scales);
        return new TrainedSingan(description, new Pyramid(factor, sizes), models, image);
    }

    private ScaleModel scale(int k, boolean noisePadding) throws IOException {
        Path file = directory.resolve(k + "/netG.pth");
        if (!Files.exists(file)) {
            throw new UserException(file + " is missing, but Zs.pth has " + noises.size()
                    + " scales: copy the folders of all scales, 0 to " + (noises.size() - 1));
        }
        Map<String, Tensor> generator = PthReader.readTensors(file);
        FloatImage real = image(k);
        try {
            ScaleShape shape = new ScaleShape(real.channels(), real.height(), real.width(), filters(generator));
            return new ScaleModel(
                    shape,
                    state(generator, shape.layout(Net.GENERATOR)),
                    critic(k, shape),
                    amplitudes.get(k),
                    ScaleFiles.reconstructionNoise(noises.get(k), shape, noisePadding));
        } catch (IllegalArgumentException e) {
            throw new UserException(
                    file + " is not a generator of the official SinGAN's layout (" + e.getMessage()
                            + "): five 3x3 convolutions, the same filters in all hidden layers (nfc = min_nfc), for"
                            + " the image of scale " + k + " in reals.pth",
                    e);
        }
    }

    private NetState critic(int k, ScaleShape shape) throws IOException {
        Path file = directory.resolve(k + "/netD.pth");
        NetLayout layout = shape.layout(Net.CRITIC);
        // No use of a model needs its critic; without netD.pth it is an untrained one.
        return Files.exists(file)
                ? state(PthReader.readTensors(file), layout)
                : InitialWeights.draw(layout, new Seeds(0).stream(InitialWeights.streamName(IMPORTED, k, Net.CRITIC)));
    }

    private static int filters(Map<String, Tensor> generator) {
        Tensor weight = get(generator, "head.conv.weight");
        if (weight.rank() != 4 || weight.size(2) != HIDDEN_KERNEL || weight.size(3) != HIDDEN_KERNEL) {
            throw new IllegalArgumentException("head.conv.weight is " + weight);
        }
        return weight.size(0);
    }

    private static NetState state(Map<String, Tensor> tensors, NetLayout layout) {
        return ScaleFiles.state(name -> get(tensors, name), "", layout);
    }

    private static Tensor get(Map<String, Tensor> tensors, String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null && name.endsWith("num_batches_tracked")) {
            return Tensor.scalar(0); // PyTorch before 0.4.1 did not count
        }
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor " + name + " among " + tensors.keySet());
        }
        return tensor;
    }

    private FloatImage image(int k) {
        Tensor t = reals.get(k);
        if (t.rank() != 4 || t.size(0) != 1 || t.size(1) != 1 && t.size(1) != 3) {
            throw new UserException(directory.resolve("reals.pth") + " holds a " + t
                    + " where an image of 1 x channels x rows x columns is expected: take the file that the official"
                    + " training wrote");
        }
        return new FloatImage(t.size(1), t.size(2), t.size(3), t.data());
    }

    /** Whether the coarsest noise reaches into its border, as training for animation makes it. */
    private static boolean hasBorder(Tensor noise) {
        for (int x = 0; x < Math.min(ScaleShape.PADDING, noise.data().length); x++) {
            if (noise.data()[x] != 0) {
                return true;
            }
        }
        return false;
    }

    /** The pyramid's ratio, which the files do not hold: the one that gives the sizes of all scales, rounded up. */
    private double factor(List<Pyramid.Size> sizes) {
        Pyramid.Size full = sizes.get(sizes.size() - 1);
        int stop = sizes.size() - 1;
        int shorter = Math.min(full.height(), full.width());
        int coarsest = Math.min(sizes.get(0).height(), sizes.get(0).width());
        // A rounding error can have pushed the coarsest side up by one.
        for (int side = coarsest; side >= coarsest - 1 && stop > 0; side--) {
            double factor = FastMath.pow((double) side / shorter, 1.0 / stop);
            if (fits(factor, sizes)) {
                return factor;
            }
        }
        throw new UserException(directory.resolve("reals.pth") + " holds images of sizes " + sizes
                + ", which are not the pyramid of one image: take the file that the official training wrote");
    }

    private static boolean fits(double factor, List<Pyramid.Size> sizes) {
        int stop = sizes.size() - 1;
        Pyramid.Size full = sizes.get(stop);
        for (int k = 0; k < stop; k++) {
            double scale = FastMath.pow(factor, stop - k);
            if ((int) Math.ceil(full.height() * scale) != sizes.get(k).height()
                    || (int) Math.ceil(full.width() * scale) != sizes.get(k).width()) {
                return false;
            }
        }
        return true;
    }

    private List<?> list(String name) throws IOException {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            throw new UserException(file + " is missing: copy it from the official training's folder");
        }
        if (PthReader.read(file) instanceof List<?> list) {
            return list;
        }
        throw new UserException(file + " does not hold a list, one entry per scale: take the file that the official"
                + " training wrote");
    }

    private List<Tensor> tensors(String name) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        for (Object item : list(name)) {
            if (!(item instanceof Tensor tensor)) {
                throw new UserException(directory.resolve(name)
                        + " holds something that is no tensor: take the file that the" + " official training wrote");
            }
            tensors.add(tensor);
        }
        return tensors;
    }

    private List<Float> numbers(String name) throws IOException {
        List<Float> numbers = new ArrayList<>();
        for (Object item : list(name)) {
            if (item instanceof Number number) {
                numbers.add(number.floatValue());
            } else if (item instanceof Tensor tensor && tensor.data().length == 1) {
                numbers.add(tensor.data()[0]);
            } else {
                throw new UserException(directory.resolve(name)
                        + " holds something that is no number: take the file that the" + " official training wrote");
            }
        }
        return numbers;
    }
}
