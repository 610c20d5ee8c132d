package dev.singan.tensor.cuda;

import dev.singan.tensor.cuda.driver.Arena;
import dev.singan.tensor.cuda.driver.Dim;
import dev.singan.tensor.cuda.driver.Gpu;
import dev.singan.tensor.cuda.driver.Region;
import dev.singan.tensor.cuda.driver.Transfers;
import dev.singan.tensor.engine.GeneratorSteps;
import dev.singan.tensor.engine.IterationPlan;
import dev.singan.tensor.engine.Iterations;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepSettings;
import java.util.ArrayList;
import java.util.List;

/** One scale's iterations on a GPU: a graph that is launched once for each, without waiting in between. */
final class CudaIterations extends CudaStepEngine implements Iterations {
    private static final int MOST = 256;
    private static final int WARP = 32;

    /** The stream that the generator's step waits for in its end. */
    private static final int SIDE = 1;

    /** The stream of the scales below. */
    private static final int BELOW = 2;

    private final ScaleNets nets;
    private final IterationPlan plan;
    private final IterationMemory memory;
    private final Recording iteration;

    /** What an iteration finds ready from the one before it. */
    private final Recording ready;

    private CudaIterations(ScaleNets nets, IterationPlan plan, IterationMemory memory) {
        super(nets);
        this.nets = nets;
        this.plan = plan;
        this.memory = memory;
        memory.below.load();
        iteration = new Recording(nets.workspace, this::launch);
        ready = new Recording(nets.workspace, () -> memory.below.make(0));
    }

    static CudaIterations open(Gpu gpu, ScaleShape shape, StepSettings settings, IterationPlan plan) {
        return Workspace.owning(gpu, workspace -> {
            ScaleNets nets = new ScaleNets(workspace, shape, settings, plan.criticSteps(), false);
            return new CudaIterations(nets, plan, new IterationMemory(nets, plan));
        });
    }

    /** What iterations need beside the networks. */
    private static final class IterationMemory {
        final Place place;
        final Region stream;
        final LowerScales below;

        IterationMemory(ScaleNets nets, IterationPlan plan) {
            Arena arena = nets.workspace.arena;
            int steps = plan.criticSteps() + plan.generatorSteps();
            place = new Place(
                    arena.floats(2L * MOST * steps),
                    arena.floats(1),
                    steps,
                    arena.doubles((long) MOST * CRITIC_LOSSES),
                    arena.doubles((long) MOST * GENERATOR_LOSSES));
            stream = arena.doubles(2);
            below = new LowerScales(plan, nets.shape, stream, nets.workspace);
        }
    }

    @Override
    public int most() {
        return MOST;
    }

    /** An iteration's launches. */
    private void launch() {
        if (plan.newReconstruction()) {
            memory.below.drawReconstruction(nets.generator);
        }
        memory.below.enter(nets.generator);
        if (!plan.below().isEmpty()) {
            // The next iteration's images depend on nothing that this one trains.
            nets.workspace.beside(BELOW, () -> memory.below.make(plan.blocks(nets.shape)));
        }
        boolean stale = plan.mode() == GeneratorSteps.STALE;
        // As long as the generator does not change, its forward passes are one: the reconstruction's with the fakes'.
        nets.generator.forward(0, stale ? plan.criticSteps() + 1 : plan.criticSteps());
        nets.critic.mix(
                plan.criticSteps(),
                memory.stream,
                plan.block(nets.shape, plan.below().size()),
                plan.blocksPerStep(nets.shape));
        for (int i = 0; i < plan.criticSteps(); i++) {
            boolean last = i == plan.criticSteps() - 1;
            nets.critic.step(i, memory.place.adam(i, nets.settings), memory.place, last);
        }
        for (int i = 0; i < plan.generatorSteps(); i++) {
            generatorStep(i, stale);
        }
        if (!plan.below().isEmpty()) {
            nets.workspace.join(BELOW);
        }
        advance();
    }

    private void generatorStep(int step, boolean stale) {
        if (!stale) {
            nets.generator.forward(nets.last, 2);
            nets.critic.look(nets.last);
        } else if (step == 0) {
            nets.critic.look(nets.last);
        } else {
            nets.generator.forward(nets.generator.reconstruction(), 1);
            nets.workspace.beside(SIDE, nets.critic::lookAgain);
        }
        AdamPlace adam = memory.place.adam(plan.criticSteps() + step, nets.settings);
        nets.generator.step(adam, memory.place, step == plan.generatorSteps() - 1);
    }

    private void advance() {
        nets.workspace.launch(
                "advance", Dim.of(1), Dim.of(WARP), memory.place.cursor(), memory.stream, plan.blocks(nets.shape));
    }

    @Override
    public List<Losses> iterate(double[] learningRates, long block) {
        if (learningRates.length > MOST) {
            throw new IllegalArgumentException(learningRates.length + " iterations, " + MOST + " are the most");
        }
        Transfers transfers = nets.workspace.transfers();
        transfers.upload(memory.place.schedule(), schedule(learningRates));
        transfers.upload(memory.place.cursor(), new int[] {0});
        transfers.upload(memory.stream, plan.noiseKey(), block);
        if (!plan.below().isEmpty()) {
            ready.launch();
        }
        for (int i = 0; i < learningRates.length; i++) {
            iteration.launch();
        }
        count(learningRates.length);
        changed();
        return losses(learningRates.length);
    }

    /** Adam's constants of all steps. */
    private float[] schedule(double[] learningRates) {
        int steps = plan.criticSteps() + plan.generatorSteps();
        float[] schedule = new float[2 * steps * learningRates.length];
        for (int i = 0; i < learningRates.length * steps; i++) {
            int iteration = i / steps;
            int step = i % steps;
            long number = step < plan.criticSteps()
                    ? nets.criticNet.step() + (long) iteration * plan.criticSteps() + step + 1
                    : nets.generatorNet.step()
                            + (long) iteration * plan.generatorSteps()
                            + step
                            - plan.criticSteps()
                            + 1;
            float[] constants = AdamPlace.constants(nets.settings, learningRates[iteration], number);
            System.arraycopy(constants, 0, schedule, 2 * i, 2);
        }
        return schedule;
    }

    private void count(int iterations) {
        int passes = plan.mode() == GeneratorSteps.STALE ? 1 : 2;
        nets.criticNet.stepped((long) iterations * plan.criticSteps());
        nets.generatorNet.stepped((long) iterations * plan.generatorSteps());
        nets.criticNet.tracked((long) iterations * (Critic.PENALTY * plan.criticSteps() + plan.generatorSteps()));
        nets.generatorNet.tracked((long) iterations * (plan.criticSteps() + passes * plan.generatorSteps()));
    }

    private List<Losses> losses(int iterations) {
        double[] critic = nets.workspace.transfers().doubles(memory.place.criticLosses());
        double[] generator = nets.workspace.transfers().doubles(memory.place.generatorLosses());
        List<Losses> losses = new ArrayList<>();
        for (int i = 0; i < iterations; i++) {
            int c = i * CRITIC_LOSSES;
            int g = i * GENERATOR_LOSSES;
            losses.add(new Losses(
                    new CriticLosses(critic[c], critic[c + 1], critic[c + 2]),
                    new GeneratorLosses(generator[g], generator[g + 1])));
        }
        return losses;
    }
}
