package dev.singan.tensor.cuda;

import dev.singan.tensor.GeneratorSteps;
import dev.singan.tensor.Net;
import dev.singan.tensor.NetState;
import dev.singan.tensor.ScaleShape;
import dev.singan.tensor.StepEngine;
import dev.singan.tensor.StepSettings;

/** One scale's steps on a GPU, each a graph that is recorded once. */
final class CudaStepEngine implements StepEngine {
    private static final int CRITIC_LOSSES = 3;
    private static final int GENERATOR_LOSSES = 2;
    private static final int FIRST = 0;

    private final ScaleShape shape;
    private final StepSettings settings;
    private final Workspace workspace;
    private final NetMemory criticNet;
    private final NetMemory generatorNet;
    private final Critic critic;
    private final Generator generator;
    private final Region alpha;
    private final Place place;
    private final GpuGraph make;
    private final GpuGraph makeReconstruction;
    private final GpuGraph makeBoth;
    private final GpuGraph criticStep;
    private final GpuGraph look;
    private final GpuGraph lookAgain;
    private final GpuGraph generatorStep;

    /** Whether the critic has not changed, nor the fake, since it last looked. */
    private boolean looked;

    CudaStepEngine(Gpu gpu, ScaleShape shape, StepSettings settings) {
        this.shape = shape;
        this.settings = settings;
        workspace = new Workspace(gpu);
        try {
            criticNet = new NetMemory(shape.layout(Net.CRITIC), workspace);
            generatorNet = new NetMemory(shape.layout(Net.GENERATOR), workspace);
            critic = new Critic(shape, settings, 2, criticNet, workspace);
            generator = new Generator(shape, settings, 1, generatorNet, critic, workspace);
            Arena arena = workspace.arena;
            alpha = arena.floats(1);
            place = new Place(
                    arena.floats(2), Region.NONE, 1, arena.doubles(CRITIC_LOSSES), arena.doubles(GENERATOR_LOSSES));
            workspace.allocate("a scale of " + shape.width() + "x" + shape.height());
            AdamPlace adam = place.adam(0, settings);
            make = workspace.capture(() -> generator.forward(FIRST, 1));
            makeReconstruction = workspace.capture(() -> generator.forward(generator.reconstruction(), 1));
            makeBoth = workspace.capture(() -> generator.forward(FIRST, 2));
            criticStep = workspace.capture(() -> {
                critic.mix(alpha, 1);
                critic.step(FIRST, adam, place, true);
            });
            look = workspace.capture(() -> critic.look(FIRST));
            lookAgain = workspace.capture(critic::lookAgain);
            generatorStep = workspace.capture(() -> generator.step(adam, place, true));
        } catch (RuntimeException failure) {
            workspace.closeAfter(failure);
            throw failure;
        }
    }

    @Override
    public ScaleShape shape() {
        return shape;
    }

    @Override
    public void load(NetState state) {
        looked = false;
        net(state.layout().net()).load(state);
    }

    @Override
    public NetState save(Net net) {
        return net(net).save();
    }

    private NetMemory net(Net net) {
        return net == Net.CRITIC ? criticNet : generatorNet;
    }

    @Override
    public void setReal(float[] real) {
        float[] pixels = Maps.interleaved(image(real), shape.channels());
        workspace.transfers().upload(generator.real(), pixels);
        workspace.transfers().upload(critic.images.slot(Critic.REAL), pixels);
    }

    @Override
    public void setReconstruction(float[] input, float[] previous) {
        set(generator.reconstruction(), input, previous);
    }

    @Override
    public void generate(float[] input, float[] previous) {
        set(FIRST, input, previous);
        workspace.launch(make);
        generatorNet.tracked(1);
        looked = false;
    }

    private void set(int slot, float[] input, float[] previous) {
        float[] padded = input.length == shape.paddedLength()
                ? input
                : Maps.padded(image(input), shape.channels(), generator.previous.extent());
        workspace.transfers().upload(generator.inputs.slot(slot), Maps.interleaved(padded, shape.channels()));
        workspace
                .transfers()
                .upload(generator.previous.slot(slot), Maps.interleaved(image(previous), shape.channels()));
    }

    @Override
    public float[] fake() {
        return image(FIRST);
    }

    @Override
    public float[] reconstruction() {
        return image(generator.reconstruction());
    }

    private float[] image(int slot) {
        return Maps.planes(workspace.transfers().floats(generator.image(slot)), shape.channels());
    }

    @Override
    public CriticLosses criticStep(float mixingWeight, double learningRate) {
        looked = false;
        workspace.transfers().upload(alpha, mixingWeight);
        schedule(criticNet, learningRate);
        workspace.launch(criticStep);
        criticNet.tracked(Critic.PENALTY);
        double[] losses = workspace.transfers().doubles(place.criticLosses());
        return new CriticLosses(losses[0], losses[1], losses[2]);
    }

    private void schedule(NetMemory net, double learningRate) {
        net.stepped(1);
        workspace.transfers().upload(place.schedule(), AdamPlace.constants(settings, learningRate, net.step()));
    }

    @Override
    public GeneratorLosses generatorStep(GeneratorSteps steps, double learningRate) {
        schedule(generatorNet, learningRate);
        if (steps == GeneratorSteps.FRESH) {
            workspace.launch(makeBoth);
            generatorNet.tracked(2);
            workspace.launch(look);
        } else {
            workspace.launch(makeReconstruction);
            generatorNet.tracked(1);
            workspace.launch(looked ? lookAgain : look);
        }
        criticNet.tracked(1);
        looked = true;
        workspace.launch(generatorStep);
        double[] losses = workspace.transfers().doubles(place.generatorLosses());
        return new GeneratorLosses(losses[0], losses[1]);
    }

    @Override
    public float[] gradient(Net net) {
        return net(net).gradient();
    }

    @Override
    public void close() {
        workspace.close();
    }

    private float[] image(float[] values) {
        if (values.length != shape.imageLength()) {
            throw new IllegalArgumentException(
                    "an image of " + values.length + " values where " + shape + " has " + shape.imageLength());
        }
        return values;
    }
}
