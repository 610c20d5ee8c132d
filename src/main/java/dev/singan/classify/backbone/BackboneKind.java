package dev.singan.classify.backbone;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.singan.base.Words;

/** The backbones there are; their names are the values of {@code singan.backbone}. A new backbone joins here. */
public enum BackboneKind {
    /** Scattering coefficients: needs no weights. */
    SCATTERING(new ScatteringBackbone.Provider()),
    /** The thesis's ResNet50: wants {@code singan.weights}. */
    RESNET50(new ResNet50Backbone.Provider()),
    /** Any network on images in an ONNX file, which {@code singan.weights} names. */
    ONNX(new OnnxBackbone.Provider());

    private final BackboneProvider provider;

    BackboneKind(BackboneProvider provider) {
        this.provider = provider;
    }

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

    /** How it is opened, and what is known of it before. */
    public BackboneProvider provider() {
        return provider;
    }
}
