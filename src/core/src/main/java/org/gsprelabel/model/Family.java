package org.gsprelabel.model;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A way to read the outputs of a model; written in descriptors by its {@link #id()}. */
public enum Family {
    /** A class for every pixel. */
    SEMSEG("semseg"),
    /** Boxes with classes. */
    YOLO("yolo"),
    /** Boxes with classes, and masks from prototypes. */
    YOLO_SEG("yolo-seg"),
    /** Boxes that are turned, with classes. */
    YOLO_OBB("yolo-obb"),
    /** Masks of everything, of one class: a YOLO head with prototypes, boxes near the edge moved onto it. */
    FASTSAM("fastsam"),
    /** Segment Anything, and what keeps its decoder: MobileSAM. */
    SAM1("sam1"),
    /** Segment Anything with features of the encoder's first layers. */
    SAM_HQ("sam-hq"),
    /** A small Segment Anything with a decoder of its own. */
    EDGESAM("edgesam"),
    /** A small Segment Anything for points in pixels of the image. */
    EFFICIENTSAM("efficientsam"),
    /** Segment Anything as Hugging Face Optimum exports it. */
    SAM_HF("sam-hf"),
    /** Segment Anything 2, for images. */
    SAM2("sam2"),
    /** Segment Anything 2 as the Hugging Face model is exported. */
    SAM2_HF("sam2-hf"),
    /** Boxes with classes from a set of queries, one of the classes being "no object". */
    DETR("detr"),
    /** Boxes with classes from a set of queries, any number of classes a query: RT-DETR, D-FINE. */
    RTDETR("rtdetr"),
    /** A class for every pixel, from a set of masks. */
    MASK2FORMER("mask2former"),
    /** Boxes for the words of a caption. */
    GROUNDING_DINO("grounding-dino"),
    /** Boxes for phrases, each a text of its own. */
    OWLVIT("owlvit"),
    /** As {@link #OWLVIT}, with images padded to a square. */
    OWLV2("owlv2"),
    /** Masks of all that a phrase names: Segment Anything 3. */
    SAM3("sam3");

    private final String id;

    Family(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    /** Whether its models find what a text says, instead of classes that they were trained for. */
    public boolean isOpenVocabulary() {
        return this == GROUNDING_DINO || this == OWLVIT || this == OWLV2 || this == SAM3;
    }

    /** Whether its models find boxes along rows and columns, and nothing else. */
    public boolean findsBoxes() {
        return switch (this) {
            case YOLO, DETR, RTDETR, GROUNDING_DINO, OWLVIT, OWLV2 -> true;
            default -> false;
        };
    }

    /** Whether its models draw what they find pixel by pixel, and not as boxes. */
    public boolean hasMasks() {
        return switch (this) {
            case SEMSEG,
                    YOLO_SEG,
                    FASTSAM,
                    MASK2FORMER,
                    SAM1,
                    SAM_HQ,
                    EDGESAM,
                    EFFICIENTSAM,
                    SAM_HF,
                    SAM2,
                    SAM2_HF,
                    SAM3 -> true;
            case YOLO, YOLO_OBB, DETR, RTDETR, GROUNDING_DINO, OWLVIT, OWLV2 -> false;
        };
    }

    /** Whether the classes of its models may be words that an exporter put into the graph, see {@link FrozenVocabulary}. */
    public boolean hasFrozenVocabulary() {
        return this == YOLO || this == YOLO_SEG || this == YOLO_OBB;
    }

    /**
     * The family of an id.
     *
     * @throws IllegalArgumentException that lists the known ids
     */
    public static Family of(String id) {
        return Arrays.stream(values())
                .filter(family -> family.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("family must be one of "
                        + Arrays.stream(values()).map(Family::id).collect(Collectors.joining(", ")) + ", got '" + id
                        + "'"));
    }
}
