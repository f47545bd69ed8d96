package org.gsprelabel.model;

import java.util.Optional;

/** What the outputs of a model mean, one record a family. */
public sealed interface OutputSpec {

    /** Whether these are outputs of the family. */
    boolean describes(Family family);

    /**
     * Semantic segmentation.
     *
     * @param output name of the tensor, f32 {@code [N,C,h,w]}; h and w may be a fraction of the input's
     * @param activation what the graph has already applied
     * @param exclusive one class a pixel (softmax, argmax) or any number of them (sigmoid)
     * @param background index of the class that is no object; empty when every channel is an object class
     */
    record Semantic(String output, Activation activation, boolean exclusive, Optional<Integer> background)
            implements OutputSpec {
        @Override
        public boolean describes(Family family) {
            return family == Family.SEMSEG;
        }
    }

    /** What a graph has applied to its scores already. */
    enum Activation {
        NONE,
        SIGMOID,
        SOFTMAX
    }

    /**
     * YOLO heads.
     *
     * @param output name of the tensor with the rows
     * @param prototypes name of the tensor {@code [N,32,H/4,W/4]}; present for segmentation heads
     * @param layout how a row is laid out
     */
    record Yolo(String output, Optional<String> prototypes, YoloLayout layout) implements OutputSpec {
        @Override
        public boolean describes(Family family) {
            return family == (prototypes.isPresent() ? Family.YOLO_SEG : Family.YOLO);
        }
    }

    /** Layouts of YOLO heads; nc = number of classes, m = number of mask coefficients (0 or 32), A = anchors. */
    enum YoloLayout {
        /** {@code [N,4+nc+m,A]}, channel-major: cxcywh in input pixels, class scores. v8, v9, 11. */
        V8,
        /** {@code [N,A,5+nc+m]}: cxcywh in input pixels, objectness, class scores; score = product. v5, v7. */
        V5,
        /** {@code [N,K,6+m]}: xyxy in input pixels, score, class; NMS done in the graph, zero rows are padding. */
        END_TO_END
    }
}
