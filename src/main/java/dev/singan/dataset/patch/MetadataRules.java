package dev.singan.dataset.patch;

import dev.singan.base.Deviation;
import dev.singan.base.Protocol;

/**
 * The choices of the patch table; see the constants of the same meaning in {@link Deviation}.
 *
 * @param patients how patients are told apart
 * @param names which names are one patient's
 * @param views how views are numbered
 * @param unknown what becomes of unknown ages and densities
 * @param healthyZoom the zoom group of healthy patches in the CSV files, 0 or 1; in the JSON lines it is always 0
 */
public record MetadataRules(Patients patients, Names names, Views views, Unknown unknown, int healthyZoom) {
    /** How patients are told apart. */
    public enum Patients {
        /** {@code film-9}: one patient in all sets of a format; patients that share an identical image are one. */
        BY_FORMAT,
        /** {@code 9_F01}: each set has its own. */
        BY_SET
    }

    /** Which names are one patient's. */
    public enum Names {
        /** Those that differ in capitals, blanks, the form of letters or the way of writing a number only. */
        NORMAL,
        /** Those of the same letters. */
        EXACT
    }

    /** How views are numbered. */
    public enum Views {
        /** From 1 to 4 everywhere. */
        ONE_NUMBERING,
        /** As each part of the archive stores them. */
        AS_STORED
    }

    /** What becomes of unknown ages and densities. */
    public enum Unknown {
        /** They stay unknown. */
        NULL,
        /** They take means. */
        MEAN
    }

    /** The choices of a protocol. */
    public static MetadataRules of(Protocol protocol) {
        return new MetadataRules(
                protocol.has(Deviation.PATIENTS_BY_SET) ? Patients.BY_SET : Patients.BY_FORMAT,
                Names.NORMAL,
                protocol.has(Deviation.IMAGE_TYPE_AS_VIEW) ? Views.AS_STORED : Views.ONE_NUMBERING,
                protocol.has(Deviation.MEANS_FOR_UNKNOWN) ? Unknown.MEAN : Unknown.NULL,
                protocol.has(Deviation.HEALTHY_ZOOM_ONE) ? 1 : 0);
    }

    /** The same with other names taken for one. */
    public MetadataRules with(Names newNames) {
        return new MetadataRules(patients, newNames, views, unknown, healthyZoom);
    }
}
