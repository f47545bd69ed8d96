package org.gsprelabel.remote;

import tools.jackson.databind.JsonNode;

/**
 * Reads the elements of a tensor from JSON: one list in row-major order, or lists in lists. The protocol leaves it to the
 * server, so how deep the lists are is not looked at; their number of elements is.
 */
final class JsonElements {

    private final Datatype datatype;
    private final float[] target;
    private final String output;
    private int read;

    private JsonElements(Datatype datatype, float[] target, String output) {
        this.datatype = datatype;
        this.target = target;
        this.output = output;
    }

    /**
     * @param target filled to its end
     * @param output name for messages
     */
    static void read(JsonNode data, Datatype datatype, float[] target, String output) throws BadAnswerException {
        if (!data.isArray()) {
            throw new BadAnswerException(
                    "output '" + output + "' must have binary data or a list of data, found " + Json.text(data));
        }
        JsonElements elements = new JsonElements(datatype, target, output);
        elements.addAll(data);
        if (elements.read != target.length) {
            throw new BadAnswerException(elements.tooFewOrMany());
        }
    }

    private void addAll(JsonNode list) throws BadAnswerException {
        for (JsonNode node : list) {
            if (node.isArray()) {
                addAll(node);
            } else if (read < target.length) {
                target[read++] = value(node);
            } else {
                read++;
                throw new BadAnswerException(tooFewOrMany());
            }
        }
    }

    private float value(JsonNode node) throws BadAnswerException {
        if (node.isNumber()) {
            return datatype == Datatype.FP64 ? (float) node.doubleValue() : node.floatValue();
        }
        if (datatype == Datatype.BOOL && node.isBoolean()) {
            return node.booleanValue() ? 1 : 0;
        }
        throw new BadAnswerException(
                "output '" + output + "' must have data of " + datatype + ", found " + Json.text(node));
    }

    private String tooFewOrMany() {
        String found = read > target.length ? "more" : Integer.toString(read);
        return "output '" + output + "' must have " + target.length + " elements, found " + found;
    }
}
