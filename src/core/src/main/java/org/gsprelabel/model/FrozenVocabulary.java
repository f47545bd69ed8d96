package org.gsprelabel.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The words that a model knows, where its exporter has put them into the graph: the classes of an exported YOLO-World or
 * YOLOE. A text prompt can choose among them, and cannot add any.
 *
 * @param classes of the model
 */
public record FrozenVocabulary(List<String> classes) {

    public FrozenVocabulary {
        classes = List.copyOf(classes);
    }

    /**
     * The classes that phrases mean. A phrase means the class of the same name; where there is none, all classes that differ
     * from it in case or blanks only.
     *
     * @return in the order of the classes, each once
     * @throws IllegalArgumentException that lists the phrases that mean nothing, and the vocabulary
     */
    public Set<String> select(List<String> phrases) {
        Set<String> meant =
                phrases.stream().flatMap(phrase -> meant(phrase).stream()).collect(Collectors.toSet());
        List<String> unknown = phrases.stream()
                .filter(phrase -> meant(phrase).isEmpty())
                .distinct()
                .map(phrase -> "'" + phrase + "'")
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("prompt " + String.join(", ", unknown)
                    + " is not in the vocabulary, which was fixed when the model was exported; it has "
                    + String.join(", ", classes));
        }
        return classes.stream().filter(meant::contains).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private List<String> meant(String phrase) {
        return classes.contains(phrase)
                ? List.of(phrase)
                : classes.stream()
                        .filter(name -> plain(name).equals(plain(phrase)))
                        .toList();
    }

    private static String plain(String text) {
        return text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
