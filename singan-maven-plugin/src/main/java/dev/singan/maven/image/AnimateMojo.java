package dev.singan.maven.image;

import dev.singan.gan.use.Animation;
import dev.singan.gan.use.AnimationRequest;
import dev.singan.gan.use.ImageRequest;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Animates an image ({@code animation.py}): an animated GIF and its frames as PNG. With {@code singan.image} a SinGAN is first trained for it,
 * with noise around the generators' input; with {@code singan.model} alone a trained one is used.
 */
@Mojo(name = "animate", threadSafe = true, requiresProject = false)
public final class AnimateMojo extends AbstractImageTrainMojo {
    /** How strongly the frames are drawn back to the training image, from 0 to 1. */
    @Parameter(property = "singan.animation.alpha", defaultValue = "0.1")
    private double alphaAnimation;

    /** How much of its direction each step keeps, from 0 to 1: the higher, the smoother. */
    @Parameter(property = "singan.animation.beta", defaultValue = "0.9")
    private double betaAnimation;

    /** The scale from which on the noise moves, 0 for the coarsest. */
    @Parameter(property = "singan.startScale", defaultValue = "2")
    private int startScale;

    /** Number of frames. */
    @Parameter(property = "singan.animation.frames", defaultValue = "100")
    private int frames;

    /** Frames per second of the GIF. */
    @Parameter(property = "singan.fps", defaultValue = "10")
    private double fps;

    @Override
    protected void run() throws IOException, InterruptedException {
        AnimationRequest animation = new AnimationRequest(alphaAnimation, betaAnimation, startScale, frames, fps, seed);
        Path model = trained("-animation", Animation.config(config()));
        make(new ImageRequest.Animated(model, output(model), engine, animation));
    }
}
