package org.gsprelabel.text;

import java.util.List;
import java.util.Map;
import org.gsprelabel.model.TextInput;
import org.gsprelabel.tensor.Tensor;

/**
 * The text of one call.
 *
 * @param phrases indices of its phrases in the prompt, ascending
 * @param columns of the logits, one range for each of {@code phrases}
 * @param tensors what is fed: for captions with a first axis of length 1, to be repeated for each image of a batch; for
 *     phrases each on its own, with one row a phrase
 */
public record TextQuery(List<Integer> phrases, List<Columns> columns, Map<TextInput, Tensor> tensors) {

    public TextQuery {
        phrases = List.copyOf(phrases);
        columns = List.copyOf(columns);
        tensors = Map.copyOf(tensors);
        if (phrases.isEmpty() || phrases.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "a query must have columns for each of its phrases, got " + columns + " for " + phrases);
        }
    }
}
