package org.gsprelabel.export;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.util.MinimalPrettyPrinter;

/** Breaks lines between the elements of an array that is a member of the document, and nowhere else. */
final class FeatureLines extends MinimalPrettyPrinter {

    private static final int DEPTH_OF_FEATURES = 2;

    @Override
    public void beforeArrayValues(JsonGenerator json) {
        breakLine(json);
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) {
        super.writeArrayValueSeparator(json);
        breakLine(json);
    }

    @Override
    public void writeEndArray(JsonGenerator json, int valueCount) {
        if (valueCount > 0) {
            breakLine(json);
        }
        super.writeEndArray(json, valueCount);
    }

    private static void breakLine(JsonGenerator json) {
        TokenStreamContext context = json.streamWriteContext();
        if (context.inArray() && context.getNestingDepth() == DEPTH_OF_FEATURES) {
            json.writeRaw('\n');
        }
    }
}
