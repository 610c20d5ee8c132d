package dev.singan.maven.image;

import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;

/** Trains a SinGAN on any image, with the official code's parameters ({@code main_train.py}). It goes on where it was interrupted. */
@Mojo(name = "train-image", threadSafe = true, requiresProject = false)
public final class TrainImageMojo extends AbstractImageTrainMojo {
    @Override
    protected void run() throws IOException, InterruptedException {
        train(model(""), config());
    }
}
