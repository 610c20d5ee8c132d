package dev.singan.gan.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.singan.base.Requirement;
import dev.singan.base.UserException;
import dev.singan.tensor.engine.GeneratorSteps;
import dev.singan.tensor.engine.StepSettings;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a SinGAN or ConSinGAN is trained. As JSON all values of the parts stand side by side, in this order; a SinGAN is one without
 * {@code consingan}. So {@code model.json} and the keys of trained models hold it.
 *
 * @param pyramid the image, and the sizes at which it is learned
 * @param networks how wide the networks are
 * @param optimiser how long a scale is trained, and with which Adam
 * @param losses the weights of the losses
 * @param steps what an iteration is made of
 * @param run what computes, and how often it is kept
 * @param purpose what is trained otherwise than for random samples; null for those
 * @param trainer the way of training
 */
@JsonPropertyOrder({"pyramid", "networks", "optimiser", "losses", "steps", "run", "purpose", "consingan"})
public record SinganConfig(
        @JsonUnwrapped PyramidConfig pyramid,
        @JsonUnwrapped NetworkConfig networks,
        @JsonUnwrapped OptimiserConfig optimiser,
        @JsonUnwrapped LossConfig losses,
        @JsonUnwrapped StepConfig steps,
        @JsonUnwrapped RunConfig run,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Purpose purpose,
        @JsonProperty("consingan") @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Trainer.Singan.class)
                Trainer trainer) {
    private static final double BETA_2 = 0.999;
    private static final double ADAM_EPSILON = 1e-8;
    private static final int CONSINGAN_FILTERS = 64;
    private static final double CONSINGAN_MILESTONE = 0.8;

    /** @throws UserException where the parts do not go together; the message names the property */
    public SinganConfig {
        // Fewer would pass for an image.
        Requirement.property(
                trainer instanceof Trainer.Singan || networks.filters() >= 4,
                "singan.gan.filters",
                networks.filters(),
                "at least 4 for a ConSinGAN");
    }

    @JsonCreator
    static SinganConfig read(
            @JsonUnwrapped PyramidConfig pyramid,
            @JsonUnwrapped NetworkConfig networks,
            @JsonUnwrapped OptimiserConfig optimiser,
            @JsonUnwrapped LossConfig losses,
            @JsonUnwrapped StepConfig steps,
            @JsonUnwrapped RunConfig run,
            @JsonProperty("purpose") @Nullable Purpose purpose,
            @JsonProperty("consingan") Trainer.@Nullable Consingan consingan) {
        return new SinganConfig(
                pyramid,
                networks,
                optimiser,
                losses,
                steps,
                run,
                purpose,
                consingan == null ? new Trainer.Singan() : consingan);
    }

    /**
     * The embedded study's: one channel, 64x64, four scales of 300 iterations. Its reconstruction noise is the paper's, drawn once: 300
     * iterations then give back the training image at the coarsest scale with an error of 0.19, and with 0.47 where it is drawn anew (a photograph
     * of 40x30, six seeds).
     */
    public static SinganConfig withDefaults() {
        return new SinganConfig(
                new PyramidConfig(Preparation.SQUARE, 64, 1, 0.62, 25, 250),
                new NetworkConfig(32, 128),
                new OptimiserConfig(300, 5e-4, 0.5, 1600, 0.1, 0),
                new LossConfig(0.1, 10),
                new StepConfig(0.1, 3, 3, GeneratorSteps.STALE, ReconstructionNoise.FIXED),
                new RunConfig("auto", 100),
                null,
                new Trainer.Singan());
    }

    /**
     * A published recipe in full: three channels, its own image preparation and length, and the coarsest scale's reconstruction noise as the
     * official code has it, on which the others stand.
     */
    public static SinganConfig of(Recipe recipe) {
        SinganConfig published = withDefaults()
                .withPyramid(p -> p.withChannels(3).withImageSize(0).withScaleFactor(0.75))
                .withSteps(s -> s.withReconstructionNoise(ReconstructionNoise.OFFICIAL));
        UnaryOperator<PyramidConfig> thesis =
                p -> p.withPreparation(Preparation.THESIS).withScaleFactor(0.8);
        return switch (recipe) {
            case OFFICIAL -> published.withOptimiser(o -> o.withIterations(2000));
            case THESIS_CODE ->
                published.withPyramid(thesis).withOptimiser(o -> o.withIterations(100 * 2 * 30)
                        .withMilestone(0)
                        .withOptimizerPeriod(30));
            case IWBI_TEXT ->
                published.withPyramid(thesis).withOptimiser(o -> o.withIterations(30)
                        .withMilestone(0));
        };
    }

    /**
     * The ConSinGAN of these values, as its paper has it: 64 filters, and a learning rate that falls after 80 % of the iterations.
     */
    public SinganConfig consingan(Trainer.Consingan how) {
        return withNetworks(n -> new NetworkConfig(CONSINGAN_FILTERS, Math.max(n.maxFilters(), CONSINGAN_FILTERS)))
                .withOptimiser(o -> o.withMilestone((int) Math.round(CONSINGAN_MILESTONE * o.iterations())))
                .withTrainer(how);
    }

    /** The same with another {@link #pyramid}. */
    public SinganConfig withPyramid(UnaryOperator<PyramidConfig> change) {
        return new SinganConfig(change.apply(pyramid), networks, optimiser, losses, steps, run, purpose, trainer);
    }

    /** The same with other {@link #networks}. */
    public SinganConfig withNetworks(UnaryOperator<NetworkConfig> change) {
        return new SinganConfig(pyramid, change.apply(networks), optimiser, losses, steps, run, purpose, trainer);
    }

    /** The same with another {@link #optimiser}. */
    public SinganConfig withOptimiser(UnaryOperator<OptimiserConfig> change) {
        return new SinganConfig(pyramid, networks, change.apply(optimiser), losses, steps, run, purpose, trainer);
    }

    /** The same with other {@link #losses}. */
    public SinganConfig withLosses(UnaryOperator<LossConfig> change) {
        return new SinganConfig(pyramid, networks, optimiser, change.apply(losses), steps, run, purpose, trainer);
    }

    /** The same with other {@link #steps}. */
    public SinganConfig withSteps(UnaryOperator<StepConfig> change) {
        return new SinganConfig(pyramid, networks, optimiser, losses, change.apply(steps), run, purpose, trainer);
    }

    /** The same with another {@link #run}. */
    public SinganConfig withRun(UnaryOperator<RunConfig> change) {
        return new SinganConfig(pyramid, networks, optimiser, losses, steps, change.apply(run), purpose, trainer);
    }

    /** The same with another {@link #purpose}. */
    public SinganConfig withPurpose(@Nullable Purpose value) {
        return new SinganConfig(pyramid, networks, optimiser, losses, steps, run, value, trainer);
    }

    /** The same with another {@link #trainer}, and nothing else changed; see {@link #consingan}. */
    public SinganConfig withTrainer(Trainer value) {
        return new SinganConfig(pyramid, networks, optimiser, losses, steps, run, purpose, value);
    }

    /** Whether the generators' input is bordered by noise instead of zeros. */
    public boolean noisePadding() {
        return purpose == Purpose.ANIMATION;
    }

    /** The filters of a scale, counted from the coarsest one. */
    public int filters(int scale) {
        return trainer instanceof Trainer.Consingan ? networks.filters() : networks.filters(scale);
    }

    /** The constants of the steps. */
    public StepSettings stepSettings() {
        return new StepSettings(
                optimiser.beta1(), BETA_2, ADAM_EPSILON, losses.penaltyWeight(), losses.reconstructionWeight());
    }
}
