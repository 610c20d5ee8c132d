package dev.singan.classify.onnx;

import dev.singan.base.UserException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime's session on a model, {@code com.microsoft.onnxruntime:onnxruntime}. The library is found when the program runs and is no
 * part of any other study, as its jar has 90 MB: so its few methods are called by name.
 *
 * <p>One session serves several threads. Each run computes on the thread that asks, without an arena that would keep the most memory ever
 * asked for.
 */
public final class OnnxRuntime implements AutoCloseable {
    /** The artifact, without its version. */
    public static final String ARTIFACT = "com.microsoft.onnxruntime:onnxruntime";

    /** The version that was tried. */
    public static final String VERSION = "1.20.0";

    private static final String PACKAGE = "ai.onnxruntime.";

    private final OnnxModel model;
    private final Object environment;
    private final Object session;

    private OnnxRuntime(OnnxModel model, Object environment, Object session) {
        this.model = model;
        this.environment = environment;
        this.session = session;
    }

    /**
     * Opens a model.
     *
     * @throws UserException where ONNX Runtime is not there, or cannot run the model
     */
    public static OnnxRuntime open(OnnxModel model) {
        try {
            Object environment = call(type("OrtEnvironment").getMethod("getEnvironment"), null);
            call(environment.getClass().getMethod("setTelemetry", boolean.class), environment, false);
            Class<?> optionsType = type("OrtSession$SessionOptions");
            Object options = optionsType.getDeclaredConstructor().newInstance();
            call(optionsType.getMethod("setIntraOpNumThreads", int.class), options, 1);
            call(optionsType.getMethod("setInterOpNumThreads", int.class), options, 1);
            call(optionsType.getMethod("setCPUArenaAllocator", boolean.class), options, false);
            call(optionsType.getMethod("setMemoryPatternOptimization", boolean.class), options, false);
            Method create = environment.getClass().getMethod("createSession", String.class, optionsType);
            return new OnnxRuntime(
                    model, environment, call(create, environment, model.file().toString(), options));
        } catch (ReflectiveOperationException e) {
            throw new UserException(
                    "singan.backbone=onnx needs " + ARTIFACT + ":" + VERSION
                            + " on the class path, and found none or another" + " (" + e
                            + "): the goal classify resolves it; a program that uses the library adds it as a dependency.",
                    e);
        } catch (OnnxFailure e) {
            throw new UserException(
                    "ONNX Runtime " + VERSION + " cannot run " + model.file() + ": " + e.getMessage()
                            + ". Export the model anew, with operators that it knows, or give another one.",
                    e);
        }
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(PACKAGE + name);
    }

    /** An error that ONNX Runtime itself reports. */
    private static final class OnnxFailure extends Exception {
        private static final long serialVersionUID = 1L;

        OnnxFailure(Throwable cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }
    }

    private static Object call(Method method, @Nullable Object on, Object... arguments)
            throws ReflectiveOperationException, OnnxFailure {
        try {
            Object result = method.invoke(on, arguments);
            return result == null ? "" : result;
        } catch (InvocationTargetException e) {
            throw new OnnxFailure(e.getTargetException());
        }
    }

    /**
     * The vectors of a batch.
     *
     * @param pixels {@link OnnxModel#batch} images in the model's layout
     * @return the vectors, one after the other
     * @throws UserException where the model fails on it
     */
    public float[] run(float[] pixels) {
        try {
            Class<?> tensorType = type("OnnxTensor");
            Method create =
                    tensorType.getMethod("createTensor", environment.getClass(), FloatBuffer.class, long[].class);
            try (AutoCloseable input =
                            (AutoCloseable) call(create, null, environment, FloatBuffer.wrap(pixels), shape());
                    AutoCloseable result = (AutoCloseable) call(
                            session.getClass().getMethod("run", Map.class, Set.class),
                            session,
                            Map.of(model.input(), input),
                            Set.of(model.output()))) {
                Object output = call(result.getClass().getMethod("get", int.class), result, 0);
                return values((FloatBuffer) call(tensorType.getMethod("getFloatBuffer"), output));
            }
        } catch (OnnxFailure e) {
            throw new UserException(
                    "The model " + model.file() + " failed on an image of " + model.size() + " pixels: "
                            + e.getMessage() + ". Where its axes are not fixed, try another -Dsingan.onnx.size.",
                    e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("ONNX Runtime cannot be called", e);
        }
    }

    private long[] shape() {
        return model.layout() == OnnxLayout.NCHW
                ? new long[] {model.batch(), model.channels(), model.size(), model.size()}
                : new long[] {model.batch(), model.size(), model.size(), model.channels()};
    }

    private static float[] values(FloatBuffer buffer) {
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    @Override
    public void close() {
        try {
            ((AutoCloseable) session).close();
        } catch (Exception e) {
            throw new IllegalStateException("ONNX Runtime's session cannot be closed", e);
        }
    }
}
