package dev.singan.classify.backbone;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.singan.base.Words;

/** The backbones there are; the values of {@code singan.backbone}. */
public enum BackboneKind {
    /** Scattering coefficients: needs no weights. */
    SCATTERING,
    /** The thesis's ResNet50: wants {@code singan.weights}. */
    RESNET50,
    /** Any network in an ONNX file, which {@code singan.weights} names. */
    ONNX;

    /** The name in files and parameters. */
    @JsonValue
    public String id() {
        return Words.of(this);
    }

    /**
     * The backbone of a name.
     *
     * @throws dev.singan.base.UserException where there is none
     */
    @JsonCreator
    public static BackboneKind named(String id) {
        return Words.choice("singan.backbone", id, BackboneKind.class);
    }
}
