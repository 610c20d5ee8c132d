package dev.singan.tensor.cuda;

import dev.singan.tensor.cuda.driver.Arena;
import dev.singan.tensor.cuda.driver.Gpu;
import dev.singan.tensor.cuda.driver.Region;
import dev.singan.tensor.engine.GeneratorSteps;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepEngine;
import dev.singan.tensor.engine.StepSettings;

/** One scale's steps on a GPU, each a graph that is recorded once. */
class CudaStepEngine implements StepEngine {
    static final int CRITIC_LOSSES = 3;
    static final int GENERATOR_LOSSES = 2;

    private final ScaleShape shape;
    private final ScaleNets nets;
    private final Workspace workspace;
    private final Generator generator;
    private final Region alpha;
    private final Place place;
    private final Recording make;
    private final Recording makeReconstruction;
    private final Recording makeBoth;
    private final Recording criticStep;
    private final Recording look;
    private final Recording lookAgain;
    private final Recording generatorStep;

    /** Whether the critic has not changed, nor the fake, since it last looked. */
    private boolean looked;

    /** @param nets whose memory is not allocated yet; closed with this, and where this fails */
    CudaStepEngine(ScaleNets nets) {
        this.nets = nets;
        shape = nets.shape;
        workspace = nets.workspace;
        generator = nets.generator;
        Critic critic = nets.critic;
        int last = nets.last;
        Arena arena = workspace.arena;
        alpha = arena.floats(1);
        place = new Place(
                arena.floats(2), Region.NONE, 1, arena.doubles(CRITIC_LOSSES), arena.doubles(GENERATOR_LOSSES));
        workspace.allocate("a scale of " + shape.width() + "x" + shape.height());
        AdamPlace adam = place.adam(0, nets.settings);
        make = new Recording(workspace, () -> generator.forward(last, 1));
        makeReconstruction = new Recording(workspace, () -> generator.forward(generator.reconstruction(), 1));
        makeBoth = new Recording(workspace, () -> generator.forward(last, 2));
        criticStep = new Recording(workspace, () -> {
            critic.mix(alpha, last);
            critic.step(last, adam, place, true);
        });
        look = new Recording(workspace, () -> critic.look(last));
        lookAgain = new Recording(workspace, critic::lookAgain);
        generatorStep = new Recording(workspace, () -> generator.step(adam, place, true));
    }

    /** Opens a scale; everything is freed where that fails. */
    static CudaStepEngine open(Gpu gpu, ScaleShape shape, StepSettings settings) {
        return Workspace.owning(
                gpu, workspace -> new CudaStepEngine(new ScaleNets(workspace, shape, settings, 1, true)));
    }

    @Override
    public ScaleShape shape() {
        return shape;
    }

    @Override
    public void load(NetState state) {
        looked = false;
        nets.net(state.layout().net()).load(state);
    }

    @Override
    public NetState save(Net net) {
        return nets.net(net).save();
    }

    @Override
    public void setReal(float[] real) {
        float[] pixels = CudaMaps.interleaved(image(real), shape.channels());
        workspace.transfers().upload(generator.real(), pixels);
        nets.critic.setReal(pixels);
    }

    @Override
    public void setReconstruction(float[] input, float[] previous) {
        set(generator.reconstruction(), input, previous);
    }

    @Override
    public void generate(float[] input, float[] previous) {
        set(nets.last, input, previous);
        make.launch();
        nets.generatorNet.tracked(1);
        looked = false;
    }

    private void set(int slot, float[] input, float[] previous) {
        boolean ready = input.length == shape.paddedLength() || !nets.bordered;
        float[] values = ready ? input : CudaMaps.padded(image(input), shape.channels(), generator.previous.extent());
        workspace.transfers().upload(generator.inputs.slot(slot), CudaMaps.interleaved(values, shape.channels()));
        workspace
                .transfers()
                .upload(generator.previous.slot(slot), CudaMaps.interleaved(image(previous), shape.channels()));
    }

    @Override
    public float[] fake() {
        return image(nets.last);
    }

    @Override
    public float[] reconstruction() {
        return image(generator.reconstruction());
    }

    private float[] image(int slot) {
        return CudaMaps.planes(workspace.transfers().floats(generator.image(slot)), shape.channels());
    }

    @Override
    public CriticLosses criticStep(float mixingWeight, double learningRate) {
        looked = false;
        workspace.transfers().upload(alpha, mixingWeight);
        schedule(nets.criticNet, learningRate);
        criticStep.launch();
        nets.criticNet.tracked(Critic.PENALTY);
        double[] losses = workspace.transfers().doubles(place.criticLosses());
        return new CriticLosses(losses[0], losses[1], losses[2]);
    }

    private void schedule(NetMemory net, double learningRate) {
        net.stepped(1);
        workspace.transfers().upload(place.schedule(), AdamPlace.constants(nets.settings, learningRate, net.step()));
    }

    @Override
    public GeneratorLosses generatorStep(GeneratorSteps steps, double learningRate) {
        schedule(nets.generatorNet, learningRate);
        if (steps == GeneratorSteps.FRESH) {
            makeBoth.launch();
            nets.generatorNet.tracked(2);
            look.launch();
        } else {
            makeReconstruction.launch();
            nets.generatorNet.tracked(1);
            (looked ? lookAgain : look).launch();
        }
        nets.criticNet.tracked(1);
        looked = true;
        generatorStep.launch();
        double[] losses = workspace.transfers().doubles(place.generatorLosses());
        return new GeneratorLosses(losses[0], losses[1]);
    }

    @Override
    public float[] gradient(Net net) {
        return nets.net(net).gradient();
    }

    /** Says that the critic or the fake has changed without this. */
    void changed() {
        looked = false;
    }

    @Override
    public final void close() {
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
