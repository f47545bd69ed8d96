package org.gsprelabel.detect;

/**
 * One object that a model sees in a window.
 *
 * @param classIndex index into the descriptor's classes
 * @param score 0..1
 * @param shape in pixels of the window
 */
public record Detection(int classIndex, double score, Shape shape) {}
