package dev.singan.tensor.file;

import dev.singan.tensor.file.Pickle.RefusedException;
import dev.singan.tensor.file.Pickle.Storage;
import dev.singan.tensor.file.Pickle.View;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the names mean that pickles of {@code torch.save} may ask for; every other name is refused. */
final class TorchObjects {
    /** A name that is known. */
    record Name(String name) {}

    /** A part of a storage, as the storages of PyTorch before 0.4 could be. */
    private record Part(Storage storage, long offset) {}

    /** A tensor of PyTorch before 0.2, an object of its own class whose numbers are set after it was made. */
    static final class OldTensor {
        private @Nullable View view;

        /** @throws RefusedException where its numbers were never set */
        View view() {
            if (view == null) {
                throw new RefusedException("it has a tensor without numbers");
            }
            return view;
        }
    }

    private static final String ORDERED_DICT = "collections.OrderedDict";
    private static final String SIZE = "torch.Size";
    private static final String TENSOR_1 = "torch._utils._rebuild_tensor";
    private static final String TENSOR_2 = "torch._utils._rebuild_tensor_v2";
    private static final List<String> PARAMETERS = List.of(
            "torch._utils._rebuild_parameter",
            "torch._utils._rebuild_parameter_with_state",
            "torch.nn.parameter.Parameter");
    private static final String STORAGE = "Storage";
    private static final String TENSOR = "Tensor";
    private static final Map<String, TensorType> TYPES = Map.of(
            "Double", TensorType.F64,
            "Float", TensorType.F32,
            "Half", TensorType.F16,
            "BFloat16", TensorType.BF16,
            "Long", TensorType.I64,
            "Int", TensorType.I32,
            "Short", TensorType.I16,
            "Char", TensorType.I8,
            "Byte", TensorType.U8,
            "Bool", TensorType.BOOL);

    private TorchObjects() {}

    static Name name(String name) {
        boolean known = name.equals(ORDERED_DICT)
                || name.equals(SIZE)
                || name.equals(TENSOR_1)
                || name.equals(TENSOR_2)
                || PARAMETERS.contains(name)
                || type(name, STORAGE) != null
                || type(name, TENSOR) != null;
        if (!known) {
            throw new RefusedException("it asks for '" + name
                    + "'; only tensors, numbers, lists and dictionaries are read, as anything else could run code");
        }
        return new Name(name);
    }

    /** The type of {@code torch.FloatStorage} and its like; null where a name is none. */
    private static @Nullable TensorType type(String name, String kind) {
        String module = name.substring(0, name.lastIndexOf('.'));
        boolean torch = module.equals("torch") || module.equals("torch.cuda");
        return torch && name.endsWith(kind)
                ? TYPES.get(name.substring(module.length() + 1, name.length() - kind.length()))
                : null;
    }

    /** The type of a storage or of a tensor's class by its name. */
    static TensorType type(@Nullable Object name) {
        String text = Pickle.as(Name.class, name).name;
        TensorType storage = type(text, STORAGE);
        TensorType type = storage == null ? type(text, TENSOR) : storage;
        if (type == null) {
            throw new RefusedException("it has a storage of no known type");
        }
        return type;
    }

    /** A storage by its reference: "storage", type, key, device, count, and for a part of it a key, offset and count. */
    static Object storage(@Nullable Object reference) {
        List<@Nullable Object> id = Pickle.list(reference);
        if (id.size() < 5 || !"storage".equals(id.get(0))) {
            throw new RefusedException("it refers to something that is not a storage");
        }
        Storage storage =
                new Storage(type(id.get(1)), Pickle.as(String.class, id.get(2)), Pickle.as(Long.class, id.get(4)));
        Object part = id.size() > 5 ? id.get(5) : null;
        return part == null
                ? storage
                : new Part(storage, longs(Pickle.list(part).stream().skip(1).toList(), 2)[0]);
    }

    /** What a name makes of arguments, as a function or as a class. */
    static Object call(Name called, List<@Nullable Object> arguments) {
        String name = called.name;
        if (name.equals(ORDERED_DICT)) {
            return orderedDict(arguments);
        }
        if (name.equals(SIZE) && arguments.size() == 1) {
            return Pickle.list(arguments.get(0));
        }
        if (PARAMETERS.contains(name) && !arguments.isEmpty()) {
            Object data = arguments.get(0);
            return data instanceof OldTensor old ? old : Pickle.as(View.class, data);
        }
        if (name.equals(TENSOR_1) && arguments.size() == 4 || name.equals(TENSOR_2) && arguments.size() >= 4) {
            return view(arguments);
        }
        if (type(name, TENSOR) != null && arguments.isEmpty()) {
            return new OldTensor();
        }
        throw new RefusedException("it calls '" + name + "' with " + arguments.size() + " arguments");
    }

    private static View view(List<@Nullable Object> arguments) {
        Object stored = arguments.get(0);
        long offset = Pickle.as(Long.class, arguments.get(1));
        Storage storage = stored instanceof Part part ? part.storage : Pickle.as(Storage.class, stored);
        // An offset beyond all numbers shows as negative, and is refused where the numbers are taken.
        long start = stored instanceof Part part ? part.offset + offset : offset;
        return new View(storage, start, longs(Pickle.list(arguments.get(2))), longs(Pickle.list(arguments.get(3))));
    }

    /**
     * Gives an object its state: the numbers of a tensor of its own class. The attributes of a state dictionary (its
     * {@code _metadata}) and a parameter's flags are not needed.
     */
    static void build(@Nullable Object target, @Nullable Object state) {
        if (target instanceof OldTensor old && old.view == null) {
            List<@Nullable Object> values = Pickle.list(state);
            if (values.size() != 4) {
                throw new RefusedException("it has a tensor of " + values.size() + " values, expected 4");
            }
            old.view = view(values);
        } else if (!(target instanceof OldTensor || target instanceof View)) {
            Pickle.dictionary(target);
        }
    }

    private static Map<@Nullable Object, @Nullable Object> orderedDict(List<@Nullable Object> arguments) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (Object argument : arguments) {
            for (Object pair : Pickle.list(argument)) {
                Pickle.putAll(map, Pickle.list(pair));
            }
        }
        return map;
    }

    private static long[] longs(List<@Nullable Object> values, int count) {
        if (values.size() != count) {
            throw new RefusedException("it has a list of " + values.size() + " numbers, expected " + count);
        }
        return longs(values);
    }

    private static long[] longs(List<@Nullable Object> values) {
        return values.stream().mapToLong(v -> Pickle.as(Long.class, v)).toArray();
    }

    /** A whole number as text, or 00 and 01 for false and true. */
    static Object wholeOrTruth(String text) {
        if (text.equals("00") || text.equals("01")) {
            return text.equals("01");
        }
        BigInteger value = new BigInteger(text);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }
}
