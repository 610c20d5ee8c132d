package dev.singan.tensor.nd4j;

import dev.singan.tensor.engine.GeneratorSteps;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepEngine;
import dev.singan.tensor.engine.StepSettings;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One scale on ND4J. */
final class Nd4jStepEngine implements StepEngine {
    private final ScaleShape shape;
    private final Nd4jArena arena = new Nd4jArena();
    private final INDArray real;
    private final Nd4jCritic critic;
    private final Nd4jGenerator generator;
    private boolean adversarialIsCurrent;
    private double adversarial;

    Nd4jStepEngine(ScaleShape shape, StepSettings settings) {
        this.shape = shape;
        real = arena.zeros(1, shape.height(), shape.width(), shape.channels());
        critic = new Nd4jCritic(shape, settings, arena);
        generator = new Nd4jGenerator(shape, settings, arena, real, critic.adversarialGradient());
    }

    @Override
    public ScaleShape shape() {
        return shape;
    }

    private Nd4jParameters parameters(Net net) {
        return net == Net.GENERATOR ? generator.parameters() : critic.parameters();
    }

    @Override
    public void load(NetState state) {
        parameters(state.layout().net()).load(state);
        adversarialIsCurrent = false;
    }

    @Override
    public NetState save(Net net) {
        return parameters(net).save();
    }

    @Override
    public void setReal(float[] image) {
        Images.put(image, shape, 0, real);
    }

    @Override
    public void setReconstruction(float[] input, float[] previous) {
        generator.setReconstructionInput(input, previous);
    }

    @Override
    public void generate(float[] input, float[] previous) {
        generator.setFakeInput(input, previous);
        generator.makeFake();
        adversarialIsCurrent = false;
    }

    @Override
    public float[] fake() {
        return Images.get(generator.fake());
    }

    @Override
    public float[] reconstruction() {
        return Images.get(generator.reconstruction());
    }

    @Override
    public CriticLosses criticStep(float alpha, double learningRate) {
        adversarialIsCurrent = false;
        return critic.step(real, generator.fake(), alpha, learningRate);
    }

    @Override
    public GeneratorLosses generatorStep(GeneratorSteps steps, double learningRate) {
        if (steps == GeneratorSteps.FRESH) {
            generator.makeFake();
            adversarialIsCurrent = false;
        }
        if (!adversarialIsCurrent) {
            adversarial = critic.adversarial(generator.fake());
            adversarialIsCurrent = true;
        }
        critic.trackAdversarial();
        return generator.step(adversarial, learningRate);
    }

    @Override
    public float[] gradient(Net net) {
        return parameters(net).gradientOihw();
    }

    @Override
    public void close() {
        arena.close();
    }
}
