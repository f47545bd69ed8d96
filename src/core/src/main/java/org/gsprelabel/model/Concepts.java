package org.gsprelabel.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Masks of all that one phrase names, in three graphs: an encoder for the image, one for the text, and a decoder that takes
 * both. Segment Anything 3 (N. Carion et al., "SAM 3: Segment Anything with Concepts", 2025). A decoder may lack inputs that
 * it has no use for; it is fed with what it declares.
 *
 * @param image what the decoder needs of the image: names of its inputs to names of the image encoder's outputs
 * @param language what the decoder needs of the text: names of its inputs to names of the text encoder's outputs
 * @param text how a phrase becomes the input of the text encoder
 * @param tensors names of the decoder's other inputs, and of its outputs
 * @param thresholdInGraph least score that the decoder keeps, 0 where it keeps all
 */
public record Concepts(
        Map<String, String> image,
        Map<String, String> language,
        TextSpec.Queries text,
        Map<ConceptTensor, String> tensors,
        double thresholdInGraph)
        implements OutputSpec {

    /**
     * The decoder draws masks in pixels of the tile, a byte each, two hundred at most: 450 MiB for a tile of this side, and as
     * much again while they are read.
     */
    private static final int MAX_TILE_SIZE = 1536;

    /** Tensors of a decoder beside those of image and text; P boxes, K masks of H rows and W columns. */
    public enum ConceptTensor {
        /** H in, a scalar. */
        HEIGHT,
        /** W in, a scalar. */
        WIDTH,
        /** Boxes around examples in, {@code [P,1,4]}. */
        BOXES,
        /** Whether what a box surrounds is an example, or one of what is not meant, {@code [P,1]}. */
        BOX_LABELS,
        /** 1 where there is no box, {@code [1,P]}. */
        BOX_PADDING,
        /** Scores out, {@code [K]}. */
        SCORES,
        /** Masks out, {@code [K,1,H,W]}. */
        MASKS
    }

    public Concepts {
        image = Collections.unmodifiableMap(new LinkedHashMap<>(image));
        language = Collections.unmodifiableMap(new LinkedHashMap<>(language));
        tensors = Collections.unmodifiableMap(new EnumMap<>(tensors));
        for (ConceptTensor tensor : ConceptTensor.values()) {
            if (!tensors.containsKey(tensor)) {
                throw new IllegalArgumentException("tensors must name " + tensor + ", got " + tensors);
            }
        }
        if (!(thresholdInGraph >= 0 && thresholdInGraph <= 1)) {
            throw new IllegalArgumentException("output.thresholdInGraph must be from 0 to 1, got " + thresholdInGraph);
        }
    }

    /** The name of a tensor. */
    public String name(ConceptTensor tensor) {
        return tensors.getOrDefault(tensor, "");
    }

    @Override
    public int maxTileSize() {
        return MAX_TILE_SIZE;
    }

    @Override
    public boolean describes(Family family) {
        return family == Family.SAM3;
    }
}
