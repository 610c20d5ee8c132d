package dev.singan.maven.build;

import dev.singan.base.Redaction;
import dev.singan.base.Words;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** The {@code singan.*} properties of a build, from the command line, profiles and the POM. */
public final class BuildProperties {
    private static final String PREFIX = "singan.";
    /** Bounds and tolerances, whose names are made of the figures' names; the goal check knows which there are. */
    private static final String CHECKS = "singan.check.";

    /** Where the work is done: no result depends on it, and it tells of a network. */
    private static final String CLUSTER = "singan.cluster";

    /** Spark's settings, which Spark knows; values may be secrets. */
    private static final String SPARK = CLUSTER + ".conf.";

    private static final Pattern BOUND =
            Pattern.compile("singan\\.check\\.(min|max|tolerance)\\.[A-Za-z0-9.+-]{1,200}");

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{(singan\\.[^}]+)}");

    private final SortedMap<String, String> values = new TreeMap<>();
    private final MavenSession session;
    private final @Nullable MavenProject project;

    public BuildProperties(MavenSession session, @Nullable MavenProject project) {
        this.session = session;
        this.project = project;
        if (project != null) {
            add(project.getProperties());
        }
        add(session.getUserProperties());
    }

    private void add(Properties properties) {
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                values.put(name, properties.getProperty(name));
            }
        }
    }

    public boolean isTrue(String name) {
        return Boolean.parseBoolean(values.getOrDefault(name, "false").strip());
    }

    /** Bounds and tolerances of the goal check, by full name. */
    public SortedMap<String, String> checks() {
        SortedMap<String, String> checks = new TreeMap<>(values);
        checks.keySet().removeIf(name -> !name.startsWith(CHECKS) || name.equals("singan.check.fail"));
        return checks;
    }

    /** Spark's own settings, by Spark's names. */
    public SortedMap<String, String> spark() {
        SortedMap<String, String> spark = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(SPARK)) {
                spark.put(name.substring(SPARK.length()), value.strip());
            }
        });
        return spark;
    }

    /** The build's command as it can be published: only properties that goals know, as others could be secret, and no places on the machine. */
    public String command(MojoExecution execution) {
        StringBuilder command = new StringBuilder("mvn ").append(String.join(" ", session.getGoals()));
        List<String> modules = session.getRequest().getSelectedProjects();
        if (!modules.isEmpty()) {
            command.append(" -pl ").append(String.join(",", modules));
        }
        String skipTests = session.getUserProperties().getProperty("skipTests");
        if (skipTests != null) {
            command.append(" -DskipTests").append(skipTests.equals("true") ? "" : "=" + skipTests);
        }
        session.getRequest().getActiveProfiles().forEach(p -> command.append(" -P")
                .append(p));
        Properties user = session.getUserProperties();
        Redaction redaction = redaction();
        Set<String> known = known(execution);
        for (String name : new TreeSet<>(user.stringPropertyNames())) {
            if (known.contains(name) && !name.startsWith(CLUSTER)
                    || BOUND.matcher(name).matches()) {
                command.append(" -D").append(name).append('=').append(redaction.value(name, user.getProperty(name)));
            }
        }
        return redaction.text(command.toString());
    }

    private Redaction redaction() {
        @Nullable String root = session.getRequest().getBaseDirectory();
        return Redaction.of(root == null ? null : Path.of(root));
    }

    /** Warns of properties that no goal knows, and of executions that do not exist, with the nearest known name. */
    public void warnOfUnknown(MojoExecution execution, Log log) {
        Set<String> known = known(execution);
        for (String name : values.keySet()) {
            if (!known.contains(name) && !name.startsWith(CHECKS) && !name.startsWith(SPARK)) {
                log.warn("No goal knows the property " + name + Words.suggestion(name, known));
            }
        }
        Set<String> executions = executions(execution);
        String id = execution.getExecutionId();
        if (execution.getSource() == MojoExecution.Source.CLI
                && !id.equals("default-cli")
                && !executions.contains(id)) {
            log.warn("The POM has no execution " + id + Words.suggestion(id, executions));
        }
        Set<String> names = new TreeSet<>(executions);
        names.add("all");
        execution.getMojoDescriptor().getPluginDescriptor().getMojos().forEach(m -> names.add(m.getGoal()));
        for (String forced : values.getOrDefault("singan.force", "").split(",", -1)) {
            if (!forced.isBlank() && !names.contains(forced.strip())) {
                log.warn("singan.force names " + forced.strip() + ", which is no execution and no goal"
                        + Words.suggestion(forced.strip(), names));
            }
        }
    }

    private static Set<String> known(MojoExecution execution) {
        Set<String> known = new TreeSet<>(Set.of("singan.weights.phase", "singan.version"));
        for (MojoDescriptor goal :
                execution.getMojoDescriptor().getPluginDescriptor().getMojos()) {
            known.add(PREFIX + goal.getGoal() + ".skip");
            for (Parameter parameter : goal.getParameters()) {
                Matcher matcher = EXPRESSION.matcher(String.valueOf(parameter.getExpression()));
                if (matcher.find()) {
                    known.add(matcher.group(1));
                }
            }
        }
        return known;
    }

    private Set<String> executions(MojoExecution execution) {
        Set<String> ids = new TreeSet<>();
        @Nullable
        Plugin plugin =
                project == null ? null : project.getPlugin(execution.getPlugin().getKey());
        if (plugin != null) {
            plugin.getExecutions().stream().map(PluginExecution::getId).forEach(ids::add);
        }
        return ids;
    }
}
