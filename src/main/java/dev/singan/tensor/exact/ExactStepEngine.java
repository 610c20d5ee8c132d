package dev.singan.tensor.exact;

import dev.singan.tensor.engine.GeneratorSteps;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepEngine;
import dev.singan.tensor.engine.StepSettings;
import dev.singan.tensor.exact.kernel.Kernels;
import dev.singan.tensor.exact.team.Team;

/** One scale's steps. */
final class ExactStepEngine implements StepEngine {
    private static final int GRADIENT_SLOTS = 3;

    private final ScaleShape shape;
    private final Team team;
    private final Parameters criticParameters;
    private final Parameters generatorParameters;
    private final CriticStep critic;
    private final GeneratorStep generator;
    private float[] real;
    private float[] fake;
    private double score;

    /** Whether the critic has not changed, nor the fake, since it last looked. */
    private boolean looked;

    ExactStepEngine(Kernels kernels, int threads, ScaleShape shape, StepSettings settings) {
        this.shape = shape;
        team = new Team(threads);
        criticParameters = new Parameters(kernels, shape.layout(Net.CRITIC));
        generatorParameters = new Parameters(kernels, shape.layout(Net.GENERATOR));
        int rows = shape.height() + 2 * ScaleShape.PADDING - 2;
        int columns = shape.width() + 2 * ScaleShape.PADDING - 2;
        Buffers gradients = new Buffers(GRADIENT_SLOTS, FeatureMap.length(rows, columns, generatorParameters.channels));
        critic = new CriticStep(kernels, team, criticParameters, shape, settings, gradients);
        generator = new GeneratorStep(kernels, team, generatorParameters, shape, settings, gradients);
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
        return parameters(net).gradientCopy();
    }

    @Override
    public void close() {
        team.close();
    }

    private Parameters parameters(Net net) {
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
