package dev.singan.classify.head;

import dev.singan.base.Deviation;
import dev.singan.base.Protocol;
import dev.singan.base.Seeds;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Trains linear heads: epochs of Adam steps over the sampler's batches, the learning-rate schedule, the best epoch's copy, the early end.
 *
 * <p>Starting weights and biases are uniform in ±1/√dimension, as PyTorch's {@code Linear} starts. They and the order of the batches come
 * from the seed of the split alone, so that the arms of a split share what they can share.
 */
public final class HeadTrainer {
    private final HeadConfig config;
    private final Protocol protocol;

    public HeadTrainer(HeadConfig config, Protocol protocol) {
        this.config = config;
        this.protocol = protocol;
    }

    /**
     * Trains a head.
     *
     * @param seeds the split's
     * @param baseline whether the arm is the baseline, which alone draws with the sampler in the published code
     */
    public TrainedHead train(HeadData data, Seeds seeds, boolean baseline) {
        float[] start = start(data, seeds.stream("head/start"));
        HeadModel model = config.engine() == HeadEngine.DL4J
                ? new Dl4jHeadModel(data, config.weightDecay(), start)
                : new JavaHeadModel(data, config.weightDecay(), start);
        return new Training(data, model, seeds, baseline).run();
    }

    /** Whether a head's training set is drawn by the class-balancing sampler. */
    public static boolean balanced(Protocol protocol, HeadConfig config, boolean baseline) {
        return protocol.has(Deviation.SAMPLER_IN_BASELINE_ONLY) ? baseline : config.balanced();
    }

    private static float[] start(HeadData data, UniformRandomProvider random) {
        double bound = 1 / Math.sqrt(data.dimension());
        float[] start = new float[data.outputs() * (data.dimension() + 1)];
        for (int i = 0; i < start.length; i++) {
            start[i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
        return start;
    }

    /** One head's training. */
    private final class Training {
        private final HeadData data;
        private final HeadModel model;
        private final Sampler sampler;
        private final Sampler validationSampler;
        private final int[] allTrain;
        private final int[] allValidation;
        private final TrainedHead.Point[][] points = new TrainedHead.Point[2][config.epochs()];
        private float[] best;
        private int bestEpoch;

        Training(HeadData data, HeadModel model, Seeds seeds, boolean baseline) {
            this.data = data;
            this.model = model;
            this.sampler = new Sampler(
                    data.trainLabels(),
                    data.classes(),
                    balanced(protocol, config, baseline),
                    seeds.stream("head/train"));
            this.validationSampler =
                    new Sampler(data.validationLabels(), data.classes(), true, seeds.stream("head/validation"));
            this.allTrain = IntStream.range(0, data.trainLabels().length).toArray();
            this.allValidation =
                    IntStream.range(0, data.validationLabels().length).toArray();
            this.best = model.parameters();
        }

        TrainedHead run() {
            double least = Double.POSITIVE_INFINITY;
            int epoch = 0;
            while (epoch < config.epochs() && least > config.stopLoss()) {
                int[] rows = sampler.next();
                for (int from = 0; from < rows.length; from += config.batch()) {
                    model.step(rows, from, Math.min(rows.length, from + config.batch()), rate(epoch));
                }
                measure(epoch, rows);
                double loss = points[1][epoch].loss();
                if (loss <= least) {
                    least = loss;
                    bestEpoch = epoch;
                    best = model.parameters();
                }
                epoch++;
            }
            return protocol.has(Deviation.LAST_EPOCH_TESTED)
                    ? new TrainedHead(model.parameters(), bestEpoch, epoch - 1, curves(epoch), sampler.drawn())
                    : new TrainedHead(best, bestEpoch, bestEpoch, curves(epoch), sampler.drawn());
        }

        private double rate(int epoch) {
            return protocol.has(Deviation.SCHEDULE_UNUSED) || config.stepEpochs() <= 0
                    ? config.learningRate()
                    : config.learningRate() * StrictMath.pow(config.stepFactor(), epoch / config.stepEpochs());
        }

        private void measure(int epoch, int[] drawn) {
            float[] parameters = model.parameters();
            int[] train = protocol.has(Deviation.LAST_BATCH_AUC) ? drawn : allTrain;
            int[] validation = protocol.has(Deviation.SAMPLED_VALIDATION) ? validationSampler.next() : allValidation;
            points[0][epoch] = TrainedHead.Point.of(parameters, data, true, train, aucFrom(train));
            points[1][epoch] = TrainedHead.Point.of(parameters, data, false, validation, aucFrom(validation));
        }

        private int aucFrom(int[] rows) {
            return protocol.has(Deviation.LAST_BATCH_AUC) && rows.length > 0
                    ? (rows.length - 1) / config.batch() * config.batch()
                    : 0;
        }

        private TrainedHead.Curves curves(int epochs) {
            return new TrainedHead.Curves(
                    curve(0, epochs, TrainedHead.Point::loss),
                    curve(1, epochs, TrainedHead.Point::loss),
                    curve(0, epochs, TrainedHead.Point::accuracy),
                    curve(1, epochs, TrainedHead.Point::accuracy),
                    curve(0, epochs, TrainedHead.Point::auc),
                    curve(1, epochs, TrainedHead.Point::auc),
                    curves(0, epochs, TrainedHead.Point::precision),
                    curves(1, epochs, TrainedHead.Point::precision),
                    curves(0, epochs, TrainedHead.Point::recall),
                    curves(1, epochs, TrainedHead.Point::recall));
        }

        private double[][] curves(int set, int epochs, ToDoubleBiFunction<TrainedHead.Point, Integer> figure) {
            return IntStream.range(0, data.classes())
                    .mapToObj(label -> curve(set, epochs, point -> figure.applyAsDouble(point, label)))
                    .toArray(double[][]::new);
        }

        private double[] curve(int set, int epochs, ToDoubleFunction<TrainedHead.Point> figure) {
            return Arrays.stream(points[set], 0, epochs).mapToDouble(figure).toArray();
        }
    }
}
