package org.gsprelabel.detect;

import org.gsprelabel.candidate.Origin;

/**
 * One object that a model sees in a window.
 *
 * @param classIndex index into the descriptor's classes
 * @param score 0..1
 * @param shape in pixels of the window
 * @param origin what asked for it
 */
public record Detection(int classIndex, double score, Shape shape, Origin origin) {

    /** A detection that nobody asked for in particular. */
    public Detection(int classIndex, double score, Shape shape) {
        this(classIndex, score, shape, Origin.NONE);
    }
}
