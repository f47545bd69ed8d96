package org.gsprelabel.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the outputs of a model mean, one record a family. */
public sealed interface OutputSpec
        permits OutputSpec.Semantic,
                OutputSpec.Yolo,
                OutputSpec.Phrases,
                OutputSpec.Promptable,
                OutputSpec.Detr,
                OutputSpec.QueryMasks,
                Concepts {

    /** Whether these are outputs of the family. */
    boolean describes(Family family);

    /** Least score of what the graph gives, 0 where it gives all: asking for less finds no more. */
    default double thresholdInGraph() {
        return 0;
    }

    /** Largest side of a tile in pixels that the graphs may be asked about, where their answers grow with it. */
    default int maxTileSize() {
        return Integer.MAX_VALUE;
    }

    /**
     * Semantic segmentation.
     *
     * @param output name of the tensor, f32 {@code [N,C,h,w]}; h and w may be a fraction of the input's
     * @param activation what the graph has already applied
     * @param exclusive one class a pixel (softmax, argmax) or any number of them (sigmoid)
     * @param background index of the class that is no object; empty when every channel is an object class
     * @param connectivity 4 when pixels of one object must share an edge, 8 when a corner is enough
     */
    record Semantic(
            String output, Activation activation, boolean exclusive, Optional<Integer> background, int connectivity)
            implements OutputSpec {

        public Semantic {
            if (connectivity != 4 && connectivity != 8) {
                throw new IllegalArgumentException("connectivity must be 4 or 8, got " + connectivity);
            }
        }

        /** With objects whose pixels share edges. */
        public Semantic(String output, Activation activation, boolean exclusive, Optional<Integer> background) {
            this(output, activation, exclusive, background, 4);
        }

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
     * @param prototypes name of the tensor {@code [N,32,H/4,W/4]}; present for heads with masks
     * @param layout how a row is laid out
     * @param classAware whether boxes of different classes leave each other alone in non-maximum suppression
     * @param thresholdInGraph least score that the graph keeps, 0 where it keeps all
     */
    record Yolo(
            String output, Optional<String> prototypes, YoloLayout layout, boolean classAware, double thresholdInGraph)
            implements OutputSpec {

        public Yolo {
            if (!(thresholdInGraph >= 0 && thresholdInGraph <= 1)) {
                throw new IllegalArgumentException(
                        "output.thresholdInGraph must be from 0 to 1, got " + thresholdInGraph);
            }
        }

        /** A head whose classes leave each other alone, and whose graph keeps all scores. */
        public Yolo(String output, Optional<String> prototypes, YoloLayout layout) {
            this(output, prototypes, layout, true, 0);
        }

        @Override
        public boolean describes(Family family) {
            return switch (family) {
                case YOLO -> prototypes.isEmpty();
                case YOLO_OBB -> prototypes.isEmpty() && layout.canBeOriented();
                case YOLO_SEG, FASTSAM -> prototypes.isPresent();
                default -> false;
            };
        }
    }

    /**
     * Boxes scored against a text.
     *
     * @param logits name of the tensor {@code [N,K,C]}, one row a box, one column a token or phrase
     * @param boxes name of the tensor {@code [N,K,4]}, cxcywh from 0 to 1
     * @param text how the text becomes columns
     */
    record Phrases(String logits, String boxes, TextSpec text) implements OutputSpec {
        @Override
        public boolean describes(Family family) {
            return family == Family.GROUNDING_DINO
                    ? text instanceof TextSpec.Caption
                    : (family == Family.OWLVIT || family == Family.OWLV2) && text instanceof TextSpec.Queries;
        }
    }

    /**
     * Layouts of YOLO heads; nc = number of classes, m = number of values behind them (32 mask coefficients, 1 angle, or
     * none), A = anchors. The angle is in radians, from the x axis towards y, and belongs to the side w.
     */
    enum YoloLayout {
        /** {@code [N,4+nc+m,A]}, channel-major: cxcywh in input pixels, class scores. v8, v9, 11. */
        V8,
        /** {@code [N,A,5+nc+m]}: cxcywh in input pixels, objectness, class scores; score = product. v5, v7. */
        V5,
        /** As v5, with an objectness that says nothing: score = class score. v6. */
        V6,
        /**
         * {@code [N,K,6+m]}: xyxy in input pixels (cxcywh where there is an angle), score, class; NMS done in the graph or
         * needless, zero rows are padding. v10, 26, and exports with NMS.
         */
        END_TO_END,
        /** {@code [K,7]}, for all items of a batch: item, xyxy in input pixels, class, score; NMS done in the graph. v7. */
        V7_END_TO_END;

        /** Whether the graph, not the caller, has chosen among overlapping boxes. */
        public boolean suppressedInGraph() {
            return this == END_TO_END || this == V7_END_TO_END;
        }

        /** Whether rows may have an angle. */
        public boolean canBeOriented() {
            return this == V8 || this == END_TO_END;
        }
    }

    /**
     * Promptable models: how the decoder takes prompts and answers them.
     *
     * @param layout how prompts become tensors
     * @param tensors names of the decoder's inputs and outputs; those that an export does not have are absent
     * @param embedding what the decoder needs of the image: names of its inputs to names of the encoder's outputs; of the
     *     graph's own image input to itself where there is no encoder
     * @param padPoint who adds a point of label -1 to prompts without a box
     */
    record Promptable(
            PromptLayout layout, Map<PromptTensor, String> tensors, Map<String, String> embedding, PadPoint padPoint)
            implements OutputSpec {

        private static final Set<Family> FAMILIES = Set.of(
                Family.SAM1,
                Family.SAM_HQ,
                Family.EDGESAM,
                Family.EFFICIENTSAM,
                Family.SAM_HF,
                Family.SAM2,
                Family.SAM2_HF);

        public Promptable {
            tensors = Map.copyOf(tensors);
            embedding = Collections.unmodifiableMap(new LinkedHashMap<>(embedding));
        }

        @Override
        public boolean describes(Family family) {
            return FAMILIES.contains(family);
        }

        /** Whether the export has a tensor. */
        public boolean has(PromptTensor tensor) {
            return tensors.containsKey(tensor);
        }

        /**
         * The name of a tensor.
         *
         * @throws ModelException when the export has none
         */
        public String name(PromptTensor tensor) {
            String name = tensors.get(tensor);
            if (name == null) {
                throw new ModelException("the decoder has no tensor for " + tensor.id());
            }
            return name;
        }
    }

    /** Tensors of a decoder beside the embedding; descriptors write their {@link #id()}. */
    enum PromptTensor {
        /** Coordinates, x before y. */
        POINTS("points"),
        /** What each point means. */
        LABELS("labels"),
        /** Boxes, where they are no points: left, top, right, bottom. */
        BOXES("boxes"),
        /** Logits of an earlier answer, {@code [1 or B,1,256,256]}. */
        MASK("maskInput"),
        /** Whether there is an earlier answer, {@code [1]}. */
        HAS_MASK("hasMaskInput"),
        /** Height and width that the graph is to resize its masks to, {@code [2]}. */
        SIZE("imageSize"),
        /** Logits out. */
        LOGITS("logits"),
        /** Predicted IoU out. */
        IOU("iou");

        private final String id;

        PromptTensor(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }
    }

    /**
     * How prompts become tensors; B prompts of P points. Labels are 1 for the object, 0 for what is not the object, 2 and 3
     * for the corners of a box, -1 for padding.
     */
    enum PromptLayout {
        /** Points {@code [B,P,2]}, a box as its last two points; one mask input for all prompts. SAM 1. */
        SAM,
        /** Points {@code [B,P,2]}, a box as its first two points; a mask input for each prompt. SAM 2. */
        SAM2,
        /** Points {@code [N,B,P,2]} with N = 1, boxes in a tensor of their own or none. Hugging Face. */
        NESTED,
        /** Points {@code [1,1,P,2]}, a box as its last two points; no label 0, at most 6 points. EfficientSAM. */
        EFFICIENT
    }

    /** Who adds a point of label -1, which means no point, to prompts without a box. */
    enum PadPoint {
        /** Whoever calls the decoder. */
        CALLER,
        /** The decoder itself. */
        GRAPH,
        /** Nobody. */
        NONE
    }

    /**
     * Detection transformers: Q queries, each a box with scores.
     *
     * @param layout how scores and boxes come
     * @param scores name of the tensor with logits or scores; with {@link DetrLayout#ROWS} the same as {@code boxes}
     * @param boxes name of the tensor with boxes
     * @param labels name of the tensor with classes, for {@link DetrLayout#DECODED}; else empty
     * @param sizes name of the input that takes the size of each image as (W, H), where there is one
     * @param pixelMask input that says which pixels are no padding, where there is one
     */
    record Detr(
            DetrLayout layout,
            String scores,
            String boxes,
            String labels,
            Optional<String> sizes,
            Optional<PixelMask> pixelMask)
            implements OutputSpec {
        @Override
        public boolean describes(Family family) {
            return family == (layout == DetrLayout.SOFTMAX ? Family.DETR : Family.RTDETR);
        }
    }

    /** How detection transformers answer; C = number of classes. */
    enum DetrLayout {
        /** {@code [N,Q,C+1]} logits, the last "no object", and {@code [N,Q,4]} cxcywh as fractions. DETR. */
        SOFTMAX,
        /** {@code [N,Q,C]} logits and {@code [N,Q,4]} cxcywh as fractions. RT-DETR and D-FINE of Hugging Face. */
        SIGMOID,
        /** {@code [N,Q]} labels and scores, {@code [N,Q,4]} xyxy in pixels of the image. RT-DETR and D-FINE, original. */
        DECODED,
        /** {@code [N,Q,4+C]}: cxcywh as fractions, scores. RT-DETR of Ultralytics. */
        ROWS
    }

    /**
     * An input {@code [N,h,w]} of ones: no pixel of a window is padding.
     *
     * @param name of the tensor
     * @param size h and w, or 0 for those of the image input
     */
    record PixelMask(String name, int size) {
        public PixelMask {
            if (size < 0) {
                throw new IllegalArgumentException("pixelMask.size must be 0 or more, got " + size);
            }
        }
    }

    /**
     * Mask transformers: Q queries, each a mask with scores for the classes; a class map is what they amount to.
     *
     * @param classes name of the tensor {@code [N,Q,C+1]} with logits, the last "no object"
     * @param masks name of the tensor {@code [N,Q,h,w]} with logits; h and w may be a fraction of the input's
     * @param background index of the class that is no object of interest; empty when every class is
     * @param pixelMask input that says which pixels are no padding, where there is one
     */
    record QueryMasks(String classes, String masks, Optional<Integer> background, Optional<PixelMask> pixelMask)
            implements OutputSpec {
        @Override
        public boolean describes(Family family) {
            return family == Family.MASK2FORMER;
        }
    }
}
