package org.gsprelabel.wps;

import org.gsprelabel.model.Concepts;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.sam.MaskGeneratorParameters;

/**
 * What one call of a model takes of memory for one item, in bytes.
 *
 * @param bands that it reads
 * @param input tensor of the image
 * @param output tensors, as they are copied from the runtime: upper bounds for the exports of a family
 * @param graph what the runtime holds while it computes, from experience
 */
record ModelMemory(long bands, long input, long output, long graph) {

    /** Of no model. */
    static final ModelMemory NONE = new ModelMemory(0, 0, 0, 0);

    /**
     * What a graph computes within, for a pixel of its input, whatever the number of bands: on the CPU 240 to 330 were measured for
     * the models of the tests, 770 for a small U-Net, with its weights and all else that grows beside the heap. Nothing but running
     * it tells what a graph takes; transformers that look at all of a large image at once take more.
     */
    private static final long GRAPH_BYTES_A_PIXEL = 768;

    /** The same of decoders that answer prompts, as a multiple of four masks: 32 channels of the same size, and half as much again. */
    private static final long DECODER_TO_MASKS = 12;

    /** Prompts in one call of a decoder, where no text says otherwise. */
    private static final long MOST_PROMPTS = 64;

    private static final long LOGITS = 256 * 256;

    /** Masks of a prompt that a decoder gives, and those that are chosen of them. */
    private static final long GIVEN = 4;

    private static final long CHOSEN = 3;

    /** Rows of a head that does not grow with its input; and values of a row, be they classes or tokens. */
    private static final long QUERIES = 4096;

    private static final long QUERY_VALUES = 256;

    private static final long MASK_QUERIES = 200;

    /** @param pixels of a window */
    static ModelMemory of(ModelDescriptor model, PreLabelRequest request, PlannedRequest planned, long pixels) {
        GeometrySpec geometry = model.geometry();
        long side = geometry.isFixed()
                ? (long) geometry.size().width() * geometry.size().height()
                : pixels;
        long bands = model.image().bands().size();
        long input = bands * side * Float.BYTES;
        if (model.isPromptable()) {
            long prompts = prompts(model, request, planned);
            return new ModelMemory(
                    bands,
                    input,
                    prompts * (GIVEN + CHOSEN) * LOGITS * Float.BYTES,
                    GRAPH_BYTES_A_PIXEL * side + DECODER_TO_MASKS * prompts * GIVEN * LOGITS * Float.BYTES);
        }
        return new ModelMemory(bands, input, values(model, side, pixels) * Float.BYTES, GRAPH_BYTES_A_PIXEL * side);
    }

    /** Numbers that a graph gives which is asked about an image alone, or with a text. */
    private static long values(ModelDescriptor model, long side, long pixels) {
        long classes = model.classes().size();
        OutputSpec output = model.output();
        if (output instanceof OutputSpec.Semantic) {
            return classes * side;
        }
        if (output instanceof OutputSpec.QueryMasks) {
            // masks at a quarter of the resolution, and the class map that they amount to
            return MASK_QUERIES * side / 16 + classes * side;
        }
        if (output instanceof OutputSpec.Yolo) {
            // cells of 8, 16 and 32 pixels with 32 coefficients, and as many prototypes at a quarter of the resolution
            return side * 21 / 1024 * (5 + classes + 32) + 32 * side / 16;
        }
        if (output instanceof Concepts) {
            // a byte a pixel
            return MASK_QUERIES * pixels / Float.BYTES;
        }
        return QUERIES * QUERY_VALUES;
    }

    private static long prompts(ModelDescriptor model, PreLabelRequest request, PlannedRequest planned) {
        if (planned.prompts().isPresent()) {
            return Math.min(MOST_PROMPTS, planned.prompts().get().given());
        }
        if (planned.segmenter().isPresent()) {
            return MOST_PROMPTS;
        }
        MaskGeneratorParameters usual = MaskGeneratorParameters.of(model);
        MaskGeneratorParameters asked = request.maskGenerator()
                .map(text -> MaskGeneratorParameters.parse(text, usual))
                .orElse(usual);
        long points = (long) asked.pointsPerSide() * asked.pointsPerSide();
        return Math.min(asked.pointsPerBatch(), points);
    }
}
