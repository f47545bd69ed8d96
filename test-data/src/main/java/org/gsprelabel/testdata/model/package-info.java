/**
 * Builds small ONNX models that find the roofs of the scenes, each with the output contract of a family of real models.
 *
 * <p>They share a <b>colour net</b> ({@link org.gsprelabel.testdata.model.ColourNet}): a small convolution whose weights
 * are fitted to scenes, and a morphological opening that removes what is too narrow for a roof. What a pixel becomes
 * depends on {@value org.gsprelabel.testdata.model.ColourNet#REACH} pixels around it, so that tiles agree wherever they
 * overlap by more.
 */
@NullMarked
package org.gsprelabel.testdata.model;

import org.jspecify.annotations.NullMarked;
