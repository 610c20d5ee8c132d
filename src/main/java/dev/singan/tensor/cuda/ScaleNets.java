package dev.singan.tensor.cuda;

import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepSettings;

/** The two networks of a scale with their maps, in one memory. What else is to lie in it is reserved before it is allocated. */
final class ScaleNets {
    final ScaleShape shape;
    final StepSettings settings;
    final Workspace workspace;
    final NetMemory criticNet;
    final NetMemory generatorNet;
    final Critic critic;
    final Generator generator;

    /** The slot of the last fake, which generator steps go back through. */
    final int last;

    /** Whether the generator's inputs come with their border. */
    final boolean bordered;

    /** @param fakes critic steps whose fakes have slots of their own */
    ScaleNets(Workspace workspace, ScaleShape shape, StepSettings settings, int fakes, boolean bordered) {
        this.workspace = workspace;
        this.shape = shape;
        this.settings = settings;
        this.bordered = bordered;
        last = fakes - 1;
        criticNet = new NetMemory(shape.layout(Net.CRITIC), workspace);
        generatorNet = new NetMemory(shape.layout(Net.GENERATOR), workspace);
        critic = new Critic(shape, settings, fakes + 1, criticNet, workspace);
        generator = new Generator(shape, settings, fakes, bordered, generatorNet, critic, workspace);
    }

    NetMemory net(Net net) {
        return net == Net.CRITIC ? criticNet : generatorNet;
    }
}
