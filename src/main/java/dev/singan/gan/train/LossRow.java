package dev.singan.gan.train;

import dev.singan.tensor.engine.StepEngine.CriticLosses;
import dev.singan.tensor.engine.StepEngine.GeneratorLosses;
import java.util.List;
import java.util.Locale;

/**
 * The losses of an iteration, those of its last critic and its last generator step.
 *
 * @param scale the scale, 0 is the coarsest
 * @param iteration the iteration of the scale, from 0
 * @param criticReal -mean D(real)
 * @param criticFake mean D(fake)
 * @param gradientPenalty the weighted gradient penalty
 * @param generatorAdversarial -mean D(fake), as the generator sees it
 * @param reconstruction the weighted mean squared error of the reconstruction
 * @param rmse the root of the unweighted one, in units of the range [-1, 1]
 */
public record LossRow(
        int scale,
        int iteration,
        double criticReal,
        double criticFake,
        double gradientPenalty,
        double generatorAdversarial,
        double reconstruction,
        double rmse) {
    /** The columns of {@code losses.csv}. */
    public static final String HEADER =
            "scale,iteration,critic_real,critic_fake,gradient_penalty,generator_adversarial,reconstruction,rmse";

    /**
     * The losses of an iteration's last steps.
     *
     * @param reconstructionWeight what the mean squared error of the reconstruction is multiplied by in its loss
     */
    static LossRow of(
            int scale, int iteration, CriticLosses critic, GeneratorLosses generator, double reconstructionWeight) {
        return new LossRow(
                scale,
                iteration,
                critic.real(),
                critic.fake(),
                critic.penalty(),
                generator.adversarial(),
                generator.reconstruction(),
                Math.sqrt(generator.reconstruction() / reconstructionWeight));
    }

    /** Whether all losses are numbers. */
    boolean isFinite() {
        return Double.isFinite(criticReal + criticFake + gradientPenalty + generatorAdversarial + reconstruction);
    }

    /** The row as a line of {@code losses.csv}; the numbers with seven digits. */
    String toCsv() {
        return String.format(
                Locale.ROOT,
                "%d,%d,%.6e,%.6e,%.6e,%.6e,%.6e,%.6e",
                scale,
                iteration,
                criticReal,
                criticFake,
                gradientPenalty,
                generatorAdversarial,
                reconstruction,
                rmse);
    }

    /** Reads a line of {@code losses.csv}. */
    static LossRow parse(String line) {
        List<String> f = List.of(line.split(","));
        return new LossRow(
                Integer.parseInt(f.get(0)),
                Integer.parseInt(f.get(1)),
                Double.parseDouble(f.get(2)),
                Double.parseDouble(f.get(3)),
                Double.parseDouble(f.get(4)),
                Double.parseDouble(f.get(5)),
                Double.parseDouble(f.get(6)),
                Double.parseDouble(f.get(7)));
    }
}
