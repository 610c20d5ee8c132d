package dev.singan.classify.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.singan.base.UserException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An arm: what is added to the malignant class of the training set.
 *
 * @param name as in files and parameters
 * @param kind what is added
 * @param sources from how many source patches, for {@link Kind#SINGAN}; 0 stands for all that the study uses
 */
public record Arm(String name, Kind kind, int sources) {
    private static final String ENSEMBLE = "ensemble-";
    private static final Pattern SINGAN = Pattern.compile("singan-([1-9][0-9]*)");

    /** The arm that adds nothing. */
    public static final Arm BASELINE = new Arm("baseline", Kind.BASELINE, 0);

    /** What an arm adds. */
    public enum Kind {
        /** Nothing. */
        BASELINE,
        /** Samples of SinGANs. */
        SINGAN,
        /** The SinGANs' source patches themselves, over and over. */
        OVERSAMPLING,
        /** Flipped and cropped copies of the SinGANs' source patches. */
        OVERSAMPLING_AUGMENTED,
        /** No training of its own: the mean of the heads of other arms. */
        ENSEMBLE
    }

    /** The name, which tells all. */
    @JsonValue
    @Override
    public String name() {
        return name;
    }

    /**
     * The arm of a name.
     *
     * @throws UserException where there is none
     */
    @JsonCreator
    public static Arm named(String name) {
        return named("singan.arms", name);
    }

    /**
     * The arm of a name that a property holds.
     *
     * @throws UserException where there is none
     */
    public static Arm named(String property, String name) {
        Matcher singan = SINGAN.matcher(name);
        if (singan.matches()) {
            return new Arm(name, Kind.SINGAN, Integer.parseInt(singan.group(1)));
        }
        if (name.startsWith(ENSEMBLE) || name.contains("+")) {
            for (String member : memberNames(name)) {
                if (named(property, member).kind() == Kind.ENSEMBLE) {
                    throw unknown(property, name);
                }
            }
            return new Arm(name, Kind.ENSEMBLE, 0);
        }
        return switch (name) {
            case "baseline" -> BASELINE;
            case "oversampling" -> new Arm(name, Kind.OVERSAMPLING, 0);
            case "oversampling-augmented" -> new Arm(name, Kind.OVERSAMPLING_AUGMENTED, 0);
            default -> throw unknown(property, name);
        };
    }

    private static UserException unknown(String property, String name) {
        return new UserException(property + " names the arm '" + name + "', but an arm is baseline,"
                + " singan-N (N SinGANs, such as singan-4), oversampling or oversampling-augmented, or an ensemble:"
                + " ensemble-ARM for the mean of an arm's heads, or arms joined by + for the mean of theirs. Mend"
                + " -D" + property + ".");
    }

    private static List<String> memberNames(String name) {
        String members = name.startsWith(ENSEMBLE) ? name.substring(ENSEMBLE.length()) : name;
        return List.of(members.split("\\+", -1));
    }

    /** The arms that an ensemble is the mean of; the arm itself otherwise. */
    public List<Arm> members() {
        return kind == Kind.ENSEMBLE
                ? memberNames(name).stream().map(Arm::named).toList()
                : List.of(this);
    }

    @Override
    public String toString() {
        return name;
    }
}
