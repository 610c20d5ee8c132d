package dev.singan.dataset.archive;

import dev.singan.dataset.record.Facts;
import dev.singan.dataset.record.Lesion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the regions of an image of INbreast show. Their names were typed by hand: {@code Assymetry}, {@code Espiculated Region}. */
final class InbreastFindings {
    private enum Kind {
        MASS,
        /** The spicules of a mass, or of what is no mass. */
        SPICULES,
        CLUSTER,
        CALCIFICATION,
        /** A distortion or an asymmetry. */
        OTHER;

        static Kind of(OsirixRegions.Region region) {
            String name = region.name().toLowerCase(Locale.ROOT);
            if (name.contains("mass")) {
                return MASS;
            }
            if (name.contains("spiculated")) {
                return SPICULES;
            }
            if (name.contains("cluster") || name.contains("calcifications")) {
                return CLUSTER;
            }
            // Points without a name of their own, "Point 1" or "Unnamed", are calcifications.
            boolean extended = name.contains("distortion") || name.contains("metry");
            return extended ? OTHER : CALCIFICATION;
        }
    }

    private record Finding(Kind kind, OsirixRegions.Region region) {
        boolean isLesion() {
            return kind != Kind.CALCIFICATION && region.isOutline();
        }
    }

    private final List<Finding> findings;

    InbreastFindings(List<OsirixRegions.Region> regions) {
        findings = regions.stream()
                .map(region -> new Finding(Kind.of(region), region))
                .toList();
    }

    /** How many calcifications are marked one by one. */
    int calcifications() {
        return (int) findings.stream()
                .filter(one -> one.kind() == Kind.CALCIFICATION)
                .count();
    }

    /** How many other findings have no outline. */
    int withoutOutline() {
        return (int) findings.stream()
                .filter(one -> one.kind() != Kind.CALCIFICATION && !one.region().isOutline())
                .count();
    }

    /**
     * The outlined findings. The spicules of a mass belong to it, and have no patch of their own.
     *
     * @param facts what is known of the image
     */
    List<Lesion> lesions(Facts facts, String classification) {
        List<Lesion> lesions = new ArrayList<>();
        for (Finding finding : findings) {
            if (finding.isLesion()) {
                boolean own = finding.kind() != Kind.SPICULES || !meets(finding, Kind.MASS);
                lesions.add(new Lesion(
                        String.valueOf(lesions.size() + 1),
                        finding.region().place(),
                        own ? facts(finding, facts, classification) : null));
            }
        }
        return lesions;
    }

    private Facts facts(Finding finding, Facts image, String classification) {
        boolean calcified =
                finding.kind() == Kind.CLUSTER || meets(finding, Kind.CALCIFICATION) || meets(finding, Kind.CLUSTER);
        return Facts.ofTable(
                classification,
                image.view(),
                image.viewAsStored(),
                image.age(),
                image.density(),
                calcified ? 1 : 0,
                finding.kind() == Kind.MASS ? 1 : 0);
    }

    private boolean meets(Finding finding, Kind kind) {
        return findings.stream()
                .anyMatch(other -> other.kind() == kind
                        && other != finding
                        && finding.region().meets(other.region()));
    }
}
