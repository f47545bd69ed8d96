package org.gsprelabel.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.gsprelabel.model.Concepts;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.Predictor;
import org.gsprelabel.model.Role;
import org.gsprelabel.model.TextInput;
import org.gsprelabel.model.Tokenizer;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.text.Phrase;
import org.gsprelabel.text.TextInputs;
import org.gsprelabel.text.TextPrompt;
import org.gsprelabel.text.TextQueries;

/**
 * What a concept decoder needs of each phrase of a prompt: the text encoder runs once a phrase, whatever the number of windows.
 *
 * @param phrases for each phrase of the prompt the tensors by the names of the decoder's inputs
 * @param notes sentences on what a user may not expect
 */
record ConceptTexts(List<Map<String, Tensor>> phrases, List<String> notes) {

    ConceptTexts {
        phrases = List.copyOf(phrases);
        notes = List.copyOf(notes);
    }

    /**
     * Runs the text encoder.
     *
     * @param taken names of the decoder's inputs to names of the text encoder's outputs
     * @throws ModelException when the model has no tokenizer, or the runtime fails
     */
    static ConceptTexts of(Model model, TextPrompt prompt, Concepts spec, Map<String, String> taken) {
        Predictor encoder = model.graph(Role.TEXT_ENCODER);
        Tokenizer tokenizer = model.requireTokenizer();
        TextInputs inputs = TextInputs.of(spec.text(), encoder.inputShapes());
        List<Map<String, Tensor>> phrases = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Phrase phrase : prompt.phrases()) {
            TextQueries queries = TextQueries.of(new TextPrompt(List.of(phrase)), spec.text(), inputs, tokenizer);
            notes.addAll(queries.notes());
            Map<TextInput, Tensor> query = queries.calls().get(0).tensors();
            Map<String, Tensor> text = new HashMap<>();
            inputs.byName().forEach((name, kind) -> {
                Tensor tensor = query.get(kind);
                if (tensor != null) {
                    text.put(name, tensor);
                }
            });
            phrases.add(renamed(encoder.predict(text), taken));
        }
        return new ConceptTexts(phrases, notes);
    }

    private static Map<String, Tensor> renamed(Map<String, Tensor> outputs, Map<String, String> taken) {
        Map<String, Tensor> tensors = new HashMap<>();
        taken.forEach((input, output) -> {
            Tensor tensor = outputs.get(output);
            if (tensor == null) {
                throw new ModelException(
                        "the text encoder must answer with '" + output + "', found " + new TreeSet<>(outputs.keySet()));
            }
            tensors.put(input, tensor);
        });
        return tensors;
    }
}
