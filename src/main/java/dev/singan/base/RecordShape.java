package dev.singan.base;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds JSON against the components of a record, as Jackson fills in, rounds and converts what is missing or of another type. */
final class RecordShape {
    private static final ClassValue<List<Part>> PARTS = new ClassValue<>() {
        @Override
        protected List<Part> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .filter(c -> !c.getAccessor().isAnnotationPresent(JsonIgnore.class))
                    .map(Part::of)
                    .toList();
        }
    };

    private RecordShape() {}

    /** A component, as JSON has it; one whose parts lie beside it there has no name. */
    private record Part(String name, Class<?> type, AnnotatedType annotated, boolean optional, Method accessor) {
        static Part of(RecordComponent component) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return new Part(
                    accessor.isAnnotationPresent(JsonUnwrapped.class) ? "" : RecordShape.name(component),
                    component.getType(),
                    component.getAnnotatedType(),
                    isOptional(component),
                    accessor);
        }

        String below(String path) {
            return path.isEmpty() || name.isEmpty() ? path + name : path + "." + name;
        }

        @Nullable
        Object get(Record record) {
            try {
                return accessor.invoke(record);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new AssertionError("the accessor of a record gives its component", e);
            }
        }
    }

    static void check(JsonNode node, Class<?> type, Faults faults) {
        value(node, type, null, "", faults);
    }

    /** Asks a value, and all that it holds, what of it cannot be. */
    static void checkValues(@Nullable Object value, Faults faults) {
        ask(value, "", faults);
        faults.at("");
    }

    private static void record(JsonNode node, Class<?> type, String path, Faults faults) {
        for (Part part : PARTS.get(type)) {
            if (part.name().isEmpty()) {
                record(node, part.type(), path, faults);
                continue;
            }
            JsonNode field = node.path(part.name());
            if (!field.isMissingNode() && !field.isNull()) {
                value(field, part.type(), part.annotated(), part.below(path), faults);
            } else if (!part.optional()) {
                faults.add(part.below(path), field.isNull() ? "is null" : "is missing");
            }
        }
    }

    private static String name(RecordComponent component) {
        JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
        return property == null || property.value().isEmpty() ? component.getName() : property.value();
    }

    private static boolean isOptional(RecordComponent component) {
        JsonInclude include = component.getAccessor().getAnnotation(JsonInclude.class);
        return isNullable(component.getAnnotatedType())
                || include != null && include.value() != JsonInclude.Include.ALWAYS;
    }

    private static boolean isNullable(@Nullable AnnotatedType type) {
        return type != null && type.isAnnotationPresent(Nullable.class);
    }

    private static void value(
            JsonNode node, Class<?> type, @Nullable AnnotatedType annotated, String path, Faults faults) {
        if (type.isRecord()) {
            if (expect(node.isObject(), node, "an object", path, faults)) {
                record(node, type, path, faults);
            }
        } else if (Collection.class.isAssignableFrom(type)) {
            if (expect(node.isArray(), node, "a list", path, faults)) {
                for (int i = 0; i < node.size(); i++) {
                    item(node.get(i), argument(annotated, 0), path + "[" + i + "]", faults);
                }
            }
        } else if (Map.class.isAssignableFrom(type)) {
            if (expect(node.isObject(), node, "an object", path, faults)) {
                node.properties()
                        .forEach(e -> item(
                                e.getValue(),
                                argument(annotated, 1),
                                path + "[" + Faults.shown(e.getKey()) + "]",
                                faults));
            }
        } else {
            scalar(node, type, path, faults);
        }
    }

    private static void item(JsonNode node, @Nullable AnnotatedType type, String path, Faults faults) {
        if (node.isNull()) {
            if (!isNullable(type)) {
                faults.add(path, "is null");
            }
        } else if (type != null) {
            value(node, raw(type.getType()), type, path, faults);
        }
    }

    private static void scalar(JsonNode node, Class<?> type, String path, Faults faults) {
        if (type == int.class || type == Integer.class) {
            expect(node.isIntegralNumber() && node.canConvertToInt(), node, "a whole number", path, faults);
        } else if (type == long.class || type == Long.class) {
            expect(node.isIntegralNumber() && node.canConvertToLong(), node, "a whole number", path, faults);
        } else if (type == double.class || type == Double.class) {
            expect(node.isNumber() && Double.isFinite(node.doubleValue()), node, "a finite number", path, faults);
        } else if (type == float.class || type == Float.class) {
            expect(node.isNumber() && Float.isFinite(node.floatValue()), node, "a finite number", path, faults);
        } else if (type == boolean.class || type == Boolean.class) {
            expect(node.isBoolean(), node, "true or false", path, faults);
        } else if (type == String.class || type.isEnum()) {
            expect(node.isTextual(), node, "text", path, faults);
        }
    }

    private static boolean expect(boolean holds, JsonNode node, String expected, String path, Faults faults) {
        if (!holds) {
            String seen = node.isContainerNode() ? (node.isArray() ? "a list" : "an object") : Faults.shown(node);
            faults.add(path, "is " + seen + ", but must be " + expected);
        }
        return holds;
    }

    private static @Nullable AnnotatedType argument(@Nullable AnnotatedType type, int index) {
        return type instanceof AnnotatedParameterizedType generic
                ? generic.getAnnotatedActualTypeArguments()[index]
                : null;
    }

    private static Class<?> raw(Type type) {
        Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
        return raw instanceof Class<?> known ? known : Object.class;
    }

    private static void ask(@Nullable Object value, String path, Faults faults) {
        if (value instanceof Checked checked) {
            faults.at(path);
            checked.check(faults);
        }
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                ask(list.get(i), path + "[" + i + "]", faults);
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> ask(item, path + "[" + Faults.shown(key) + "]", faults));
        } else if (value instanceof Record known) {
            for (Part part : PARTS.get(known.getClass())) {
                if (!part.type().isPrimitive()) {
                    ask(part.get(known), part.below(path), faults);
                }
            }
        }
    }
}
