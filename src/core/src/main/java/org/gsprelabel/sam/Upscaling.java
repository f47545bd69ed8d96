package org.gsprelabel.sam;

/** How low-resolution logits reach the pixels of the window; always bilinear, half-pixel convention, not anti-aliased. */
public enum Upscaling {
    /** First to the size of the encoder's input, padding cut off, then to the window: SAM 1, MobileSAM, SAM-HQ, EdgeSAM. */
    VIA_INPUT,
    /** In one step, from the part of the grid that shows the window: SAM 2, EfficientSAM. */
    DIRECT
}
