package dev.singan.maven.build;

import dev.singan.study.publish.Publication;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.model.Contributor;
import org.apache.maven.model.License;
import org.apache.maven.model.Organization;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What a study's POM says of who publishes what, and when. */
public final class Publications {
    /** Maven's own property for the time that stands in what a build packs. */
    public static final String DATE = "project.build.outputTimestamp";

    private Publications() {}

    /**
     * What catalogues ask of a study. Its creators are the POM's organisation, else its developers, else its group.
     *
     * @param project the study's; null where there is none
     */
    public static Publication of(@Nullable MavenProject project) {
        if (project == null) {
            return new Publication("study", "0.0.0", "urn:singan:study", List.of("unknown"), null);
        }
        return new Publication(
                project.getArtifactId(), project.getVersion(), address(project), creators(project), date(project));
    }

    private static String address(MavenProject project) {
        return Optional.ofNullable(project.getUrl())
                .filter(url -> !url.isBlank())
                .orElse("pkg:maven/" + project.getGroupId() + "/" + project.getArtifactId() + "@"
                        + project.getVersion());
    }

    private static List<String> creators(MavenProject project) {
        Stream<@Nullable String> organisation =
                Stream.ofNullable(project.getOrganization()).map(Organization::getName);
        Stream<@Nullable String> developers = project.getDevelopers().stream().map(Contributor::getName);
        return Stream.of(organisation, developers, Stream.of(project.getGroupId()))
                .map(names ->
                        names.filter(name -> name != null && !name.isBlank()).toList())
                .filter(names -> !names.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /** Null where the POM has none, or one that is no date; a number counts seconds since 1970, as Maven has it. */
    private static @Nullable String date(MavenProject project) {
        String date = project.getProperties().getProperty(DATE, "").strip();
        if (date.matches("\\d{4}-\\d{2}-\\d{2}(T.*)?")) {
            return date;
        }
        return date.matches("\\d{2,11}")
                ? Instant.ofEpochSecond(Long.parseLong(date)).toString()
                : null;
    }

    /** The address of the first licence that the POM names; empty where it names none. */
    public static String licence(MavenProject project) {
        return project.getLicenses().stream()
                .map(License::getUrl)
                .filter(url -> url != null && !url.isBlank())
                .findFirst()
                .orElse("");
    }
}
