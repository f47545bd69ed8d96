package org.gsprelabel.onnx;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;

/** The metadata inside an ONNX file; values are texts of Python literals or JSON. */
final class EmbeddedMetadata {

    private final String modelId;
    private final Map<String, String> texts;

    EmbeddedMetadata(String modelId, Map<String, String> texts) {
        this.modelId = modelId;
        this.texts = new TreeMap<>(texts);
    }

    /**
     * The descriptor that the metadata amount to. Those of Deepness win over those of Ultralytics: they were added later,
     * by a person, to say more.
     *
     * @throws ModelException when there are neither, or they contradict themselves or the graph
     */
    ModelDescriptor describe(ModelSignature signature) {
        ModelDescriptor descriptor;
        try {
            if (has(DeepnessMetadata.MARK)) {
                descriptor = new DeepnessMetadata(this, signature).describe();
            } else if (has(UltralyticsMetadata.MARK)) {
                descriptor = new UltralyticsMetadata(this, signature).describe();
            } else {
                throw problem("the file has no metadata of Ultralytics or Deepness; put it into a folder with a "
                        + DescriptorReader.FILE_NAME);
            }
        } catch (IllegalArgumentException e) {
            throw Problems.of(modelId, "embedded metadata: " + Problems.sentence(e), e);
        }
        SignatureCheck.check(descriptor, signature);
        return descriptor;
    }

    String modelId() {
        return modelId;
    }

    boolean has(String key) {
        return texts.containsKey(key);
    }

    /** A value that is plain text. */
    String plain(String key, String fallback) {
        String text = texts.get(key);
        return text == null || text.isBlank() ? fallback : text.strip();
    }

    Optional<PythonLiteral> literal(String key) {
        String text = texts.get(key);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(PythonLiteral.parse(text));
        } catch (IllegalArgumentException e) {
            throw Problems.of(modelId, "metadata '" + key + "' cannot be read: " + Problems.sentence(e), e);
        }
    }

    Optional<String> text(String key) {
        return converted(key, EmbeddedMetadata::toText, "must be a text");
    }

    Optional<Integer> whole(String key) {
        return converted(
                key,
                value -> toWhole(value)
                        .filter(number -> number == number.intValue())
                        .map(Long::intValue),
                "must be a whole number");
    }

    Optional<Double> number(String key) {
        return converted(key, EmbeddedMetadata::toNumber, "must be a number");
    }

    Optional<List<Double>> numbers(String key) {
        return converted(key, value -> allOf(value, EmbeddedMetadata::toNumber), "must be a list of numbers");
    }

    Optional<Boolean> truth(String key) {
        return converted(
                key,
                value -> value instanceof PythonLiteral.Truth truth ? Optional.of(truth.value()) : Optional.empty(),
                "must be True or False");
    }

    /**
     * Names by class index: a dict whose keys are 0, 1, 2, ... as numbers or texts, in any order; a list of names; or a list
     * with one such dict, as Deepness writes for models of several outputs.
     */
    List<String> names(String key) {
        return converted(key, EmbeddedMetadata::toNames, "must name the classes by their numbers, from 0 without gaps")
                .orElseThrow(() -> problem("metadata '" + key + "' is missing"));
    }

    ModelException problem(String text) {
        return Problems.of(modelId, text);
    }

    /** The one input, on which both kinds of metadata build. */
    TensorDeclaration onlyInput(ModelSignature signature) {
        if (signature.inputs().size() != 1 || signature.inputs().get(0).rank() != 4) {
            throw problem(
                    "the model must have one input [N, C, H, W], found " + ModelSignature.text(signature.inputs()));
        }
        return signature.inputs().get(0);
    }

    /** The one output with so many axes. */
    TensorDeclaration onlyOutput(ModelSignature signature, int rank) {
        List<TensorDeclaration> outputs = signature.outputs().stream()
                .filter(output -> output.rank() == rank)
                .toList();
        if (outputs.size() != 1) {
            throw problem("the model must have one output with " + rank + " axes, found "
                    + ModelSignature.text(signature.outputs()));
        }
        return outputs.get(0);
    }

    private <T> Optional<T> converted(String key, Function<PythonLiteral, Optional<T>> conversion, String mustBe) {
        return literal(key)
                .map(value -> conversion
                        .apply(value)
                        .orElseThrow(() -> problem("metadata '" + key + "' " + mustBe + ", got " + texts.get(key))));
    }

    private static Optional<String> toText(PythonLiteral value) {
        return value instanceof PythonLiteral.Text text ? Optional.of(text.value()) : Optional.empty();
    }

    private static Optional<Long> toWhole(PythonLiteral value) {
        return value instanceof PythonLiteral.Whole whole ? Optional.of(whole.value()) : Optional.empty();
    }

    private static Optional<Double> toNumber(PythonLiteral value) {
        return value instanceof PythonLiteral.Real real
                ? Optional.of(real.value())
                : toWhole(value).map(Long::doubleValue);
    }

    /** Empty when the value is no list, or one of its items cannot be converted. */
    private static <T> Optional<List<T>> allOf(PythonLiteral value, Function<PythonLiteral, Optional<T>> conversion) {
        if (!(value instanceof PythonLiteral.Sequence list)) {
            return Optional.empty();
        }
        List<T> items = list.items().stream()
                .flatMap(item -> conversion.apply(item).stream())
                .toList();
        return items.size() == list.items().size() ? Optional.of(items) : Optional.empty();
    }

    private static Optional<List<String>> toNames(PythonLiteral value) {
        if (value instanceof PythonLiteral.Sequence list) {
            return list.items().size() == 1 && list.items().get(0) instanceof PythonLiteral.Dict only
                    ? toNames(only)
                    : allOf(list, EmbeddedMetadata::toText);
        }
        if (!(value instanceof PythonLiteral.Dict dict)) {
            return Optional.empty();
        }
        TreeMap<Long, String> byIndex = new TreeMap<>();
        dict.entries()
                .forEach((index, item) ->
                        toIndex(index).ifPresent(number -> toText(item).ifPresent(name -> byIndex.put(number, name))));
        boolean consecutive = byIndex.size() == dict.entries().size()
                && (byIndex.isEmpty() || (byIndex.firstKey() == 0 && byIndex.lastKey() == byIndex.size() - 1));
        return consecutive ? Optional.of(List.copyOf(byIndex.values())) : Optional.empty();
    }

    private static Optional<Long> toIndex(PythonLiteral value) {
        return toText(value)
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Long::valueOf)
                .or(() -> toWhole(value));
    }
}
