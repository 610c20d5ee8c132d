package dev.singan.maven;

import dev.singan.classify.backbone.BackboneOptions;
import java.io.File;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a goal that its outputs depend on: all that carry a {@code singan.*} property, but for files, whose
 * contents count instead, and for what the general base classes declare (folders, memory, threads, what to skip). So a
 * new parameter of a goal is part of its key without anybody having to think of it.
 */
final class MojoParameters {
    private static final Set<Class<?>> GENERAL = Set.of(
            AbstractSinganMojo.class, AbstractPhaseMojo.class, AbstractClusterMojo.class, AbstractForkMojo.class);
    /**
     * How often checkpoints are written, or how many images are cut at a time, changes no result; a packed data set counts by its content,
     * and the rule for patients where it matters.
     */
    private static final Set<String> NEUTRAL =
            Set.of("singan.gan.checkpointInterval", "singan.extract.threads", "singan.synthetic", "singan.patients");

    /** A file, unless it says that there is none; a file counts by its content. */
    private static final String WEIGHTS = "singan.weights";

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{(singan\\.[^}]+)}");

    private MojoParameters() {}

    static SortedMap<String, String> resultAffecting(AbstractSinganMojo mojo, MojoDescriptor descriptor) {
        SortedMap<String, String> values = new TreeMap<>();
        for (Parameter parameter : descriptor.getParameters()) {
            Matcher expression = EXPRESSION.matcher(String.valueOf(parameter.getExpression()));
            Optional<Field> field = field(mojo.getClass(), parameter.getName());
            if (expression.find()
                    && !NEUTRAL.contains(expression.group(1))
                    && field.isPresent()
                    && field.get().getType() != File.class) {
                String property = expression.group(1);
                text(mojo, field.get())
                        .filter(v -> !property.equals(WEIGHTS) || v.equals(BackboneOptions.RANDOM))
                        .ifPresent(v -> values.put(property, v));
            }
        }
        return values;
    }

    private static Optional<Field> field(Class<?> type, String name) {
        for (@Nullable Class<?> c = type; c != null && !GENERAL.contains(c); c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return Optional.of(field);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> text(Object mojo, Field field) {
        try {
            field.setAccessible(true);
            @Nullable Object value = field.get(mojo);
            return Optional.ofNullable(value)
                    .map(v -> v instanceof Collection<?> c
                            ? c.stream().map(String::valueOf).collect(Collectors.joining(","))
                            : v.toString());
        } catch (IllegalAccessException e) {
            throw new AssertionError("the field was made accessible", e);
        }
    }
}
