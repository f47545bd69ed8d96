/**
 * From windows of a raster to detections: which graphs of a model are called with what, and which decoder reads the
 * answers. Families that need one call differ in data and decoder alone; a family that needs several (encoder and
 * decoder, text and image) is one more {@link org.gsprelabel.inference.WindowDetector}.
 *
 * <dl>
 *   <dt>window
 *   <dd>the pixels of a tile as the model is to see them, filled beyond the raster's edge.
 *   <dt>score
 *   <dd>how sure a model is that a pixel belongs to a class; families that give one for each pixel and class are also a
 *       {@link org.gsprelabel.inference.WindowScorer}.
 *   <dt>side input
 *   <dd>an input of a graph beside the image: token ids, a pixel mask, the size of the image.
 *   <dt>task
 *   <dd>what a request wants found: the model with all that goes into its answer beside the pixels.
 * </dl>
 */
@NullMarked
package org.gsprelabel.inference;

import org.jspecify.annotations.NullMarked;
