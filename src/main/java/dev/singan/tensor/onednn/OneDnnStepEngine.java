package dev.singan.tensor.onednn;

import dev.singan.tensor.engine.GeneratorSteps;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepEngine;
import dev.singan.tensor.engine.StepSettings;

/** One scale's steps on oneDNN. */
final class OneDnnStepEngine implements StepEngine {
    private final ScaleShape shape;
    private final OneDnnArena arena = new OneDnnArena();
    private final OneDnnParameters criticParameters;
    private final OneDnnParameters generatorParameters;
    private final OneDnnCriticStep critic;
    private final OneDnnGeneratorStep generator;
    private float[] real;
    private float[] fake;
    private double score;

    /** Whether the critic has not changed, nor the fake, since it last looked. */
    private boolean looked;

    OneDnnStepEngine(ScaleShape shape, StepSettings settings, boolean winograd) {
        this(shape, settings, winograd, Scratch.ROOM);
    }

    /** @param room bytes of activations that are kept; where there are more, they are computed again */
    OneDnnStepEngine(ScaleShape shape, StepSettings settings, boolean winograd, long room) {
        this.shape = shape;
        int padding = 2 * ScaleShape.PADDING;
        criticParameters = new OneDnnParameters(shape.layout(Net.CRITIC), shape.height(), shape.width(), winograd);
        generatorParameters = new OneDnnParameters(
                shape.layout(Net.GENERATOR), shape.height() + padding, shape.width() + padding, winograd);
        Scratch scratch = Scratch.of(shape, room, arena);
        critic = new OneDnnCriticStep(criticParameters, shape, settings, scratch, arena);
        generator = new OneDnnGeneratorStep(generatorParameters, shape, settings, scratch, arena);
        real = new float[shape.imageLength()];
        fake = new float[shape.imageLength()];
    }

    @Override
    public ScaleShape shape() {
        return shape;
    }

    @Override
    public void load(NetState state) {
        looked = false;
        parameters(state.layout().net()).load(state);
    }

    @Override
    public NetState save(Net net) {
        return parameters(net).save();
    }

    @Override
    public void setReal(float[] image) {
        real = image(image).clone();
        generator.setReal(real);
    }

    @Override
    public void setReconstruction(float[] input, float[] previous) {
        generator.setReconstruction(input(input), image(previous));
    }

    @Override
    public void generate(float[] input, float[] previous) {
        generator.generate(input(input), image(previous));
        fake = generator.fake();
        looked = false;
    }

    @Override
    public float[] fake() {
        return fake.clone();
    }

    @Override
    public float[] reconstruction() {
        return generator.reconstruction();
    }

    @Override
    public CriticLosses criticStep(float alpha, double learningRate) {
        looked = false;
        return critic.step(real, fake, alpha, learningRate);
    }

    @Override
    public GeneratorLosses generatorStep(GeneratorSteps steps, double learningRate) {
        if (steps == GeneratorSteps.FRESH) {
            generator.generateAndReconstruct();
            fake = generator.fake();
            score = critic.look(fake);
        } else {
            generator.reconstruct();
            if (looked) {
                critic.lookAgain();
            } else {
                score = critic.look(fake);
            }
        }
        looked = true;
        double reconstruction = generator.update(critic.imageGradient(), learningRate);
        return new GeneratorLosses(-score, reconstruction);
    }

    @Override
    public float[] gradient(Net net) {
        return parameters(net).gradient();
    }

    @Override
    public void close() {
        arena.close();
        criticParameters.close();
        generatorParameters.close();
    }

    private OneDnnParameters parameters(Net net) {
        return net == Net.CRITIC ? criticParameters : generatorParameters;
    }

    private float[] input(float[] values) {
        return values.length == shape.paddedLength() ? values : image(values);
    }

    private float[] image(float[] values) {
        if (values.length != shape.imageLength()) {
            throw new IllegalArgumentException(
                    "an image of " + values.length + " values where " + shape + " has " + shape.imageLength());
        }
        return values;
    }
}
