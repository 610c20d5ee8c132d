package dev.singan.tensor.file;

import dev.singan.base.UserException;
import dev.singan.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network's tensors by name, as {@code net.state_dict()} gives them. What training scripts put around them is taken off: the
 * dictionary of a checkpoint ({@code {'state_dict': …, 'epoch': …}}), and a prefix that all names have, as
 * {@code DataParallel} and {@code torch.compile} add it.
 *
 * @param tensors by name, in the file's order
 * @param notes what was taken off, in words; empty where nothing was
 */
public record StateDictionary(Map<String, Tensor> tensors, List<String> notes) {
    private static final List<String> USUAL = List.of("state_dict", "model_state_dict", "model");
    private static final List<String> PREFIXES = List.of("module.", "_orig_mod.");

    public StateDictionary {
        tensors = Collections.unmodifiableMap(tensors);
        notes = List.copyOf(notes);
    }

    /**
     * Reads a {@code .safetensors} file, or one of {@code torch.save}.
     *
     * @throws UserException where it is damaged, or holds no state dictionary or several
     */
    public static StateDictionary read(Path file) throws IOException {
        boolean safetensors =
                String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".safetensors");
        return of(file, safetensors ? Safetensors.read(file).tensors() : PthReader.read(file));
    }

    static StateDictionary of(Path file, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new UserException(
                    file + " does not hold a state dictionary. Save it with torch.save(net.state_dict(), …).");
        }
        List<String> notes = new ArrayList<>();
        Map<String, Tensor> tensors = isAllTensors(map) ? tensors(map) : unwrapped(file, map, notes);
        return new StateDictionary(withoutPrefix(file, tensors, notes), notes);
    }

    private static boolean isAllTensors(Map<?, ?> map) {
        return map.entrySet().stream()
                .allMatch(entry -> entry.getKey() instanceof String && entry.getValue() instanceof Tensor);
    }

    private static Map<String, Tensor> tensors(Map<?, ?> map) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        map.forEach((name, tensor) -> tensors.put((String) name, (Tensor) tensor));
        return tensors;
    }

    private static Map<String, Tensor> unwrapped(Path file, Map<?, ?> map, List<String> notes) {
        Map<String, Map<?, ?>> inner = new LinkedHashMap<>();
        map.forEach((name, item) -> {
            if (name instanceof String n && item instanceof Map<?, ?> m && !m.isEmpty() && isAllTensors(m)) {
                inner.put(n, m);
            }
        });
        String name = USUAL.stream()
                .filter(inner::containsKey)
                .findFirst()
                .orElseGet(() -> inner.size() == 1 ? inner.keySet().iterator().next() : "");
        Map<?, ?> chosen = inner.get(name);
        if (chosen == null) {
            throw new UserException(file + " holds " + map.keySet() + ", of which '" + firstOther(map)
                    + "' is not a tensor"
                    + (inner.isEmpty() ? "" : " and " + inner.keySet() + " are state dictionaries")
                    + ". Save the state dictionary alone: torch.save(net.state_dict(), …).");
        }
        notes.add(file + ": its '" + name + "' is taken for the network; what lies beside it (" + map.size()
                + " entries in all) is passed over");
        return tensors(chosen);
    }

    private static String firstOther(Map<?, ?> map) {
        return map.entrySet().stream()
                .filter(entry -> !(entry.getValue() instanceof Tensor))
                .map(entry -> String.valueOf(entry.getKey()))
                .findFirst()
                .orElse("");
    }

    private static Map<String, Tensor> withoutPrefix(Path file, Map<String, Tensor> tensors, List<String> notes) {
        for (String prefix : PREFIXES) {
            if (!tensors.isEmpty() && tensors.keySet().stream().allMatch(name -> name.startsWith(prefix))) {
                Map<String, Tensor> shorter = new LinkedHashMap<>();
                tensors.forEach((name, tensor) -> shorter.put(name.substring(prefix.length()), tensor));
                notes.add(file + ": the prefix '" + prefix + "' of all its tensors' names is taken off");
                return shorter;
            }
        }
        return tensors;
    }
}
