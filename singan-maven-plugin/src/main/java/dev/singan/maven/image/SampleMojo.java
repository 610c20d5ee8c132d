package dev.singan.maven.image;

import dev.singan.gan.model.SampleRequest;
import dev.singan.gan.use.ImageRequest;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Makes random samples of a trained SinGAN, from a start scale or of another size ({@code random_samples.py}). */
@Mojo(name = "sample", threadSafe = true, requiresProject = false)
public final class SampleMojo extends AbstractModelMojo {
    /** Number of samples. */
    @Parameter(property = "singan.count", defaultValue = "50")
    private int count;

    /** The scale from which on the noise is random, 0 for the coarsest: the higher, the nearer are samples to the training image. */
    @Parameter(property = "singan.startScale", defaultValue = "0")
    private int startScale;

    /** Height of the samples, relative to the training image's. */
    @Parameter(property = "singan.scaleV", defaultValue = "1")
    private double scaleV;

    /** Width of the samples, relative to the training image's. */
    @Parameter(property = "singan.scaleH", defaultValue = "1")
    private double scaleH;

    @Override
    protected void run() throws IOException, InterruptedException {
        Path model = model();
        SampleRequest samples = new SampleRequest(count, startScale, scaleV, scaleH, seed);
        make(new ImageRequest.Samples(model, output(model), engine, samples));
    }
}
