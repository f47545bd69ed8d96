package org.gsprelabel.sam;

import java.util.List;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ParameterText;

/**
 * How masks are generated for everything in a window. Names, meanings and defaults are those of the reference generator
 * ({@code SamAutomaticMaskGenerator} of segment-anything, {@code SAM2AutomaticMaskGenerator} of SAM 2); a text sets them
 * by these names: {@code points_per_side=16, pred_iou_thresh=0.9}.
 *
 * @param pointsPerSide {@code points_per_side}: points of the grid along a side of the window, 1 to 256; of a window that
 *     hangs over the raster's edge, as many fewer as lie beyond it
 * @param pointsPerBatch {@code points_per_batch}: most points in one call of the decoder, from 1; the masks do not depend
 *     on it
 * @param predIouThresh {@code pred_iou_thresh}: masks of a predicted IoU above this are kept, 0 to 1; 0 keeps all
 * @param stabilityScoreThresh {@code stability_score_thresh}: masks of at least this stability score are kept, 0 to 1; 0
 *     keeps all
 * @param stabilityScoreOffset {@code stability_score_offset}: how far the threshold is moved to see how stable a mask is,
 *     0 to 100
 * @param maskThreshold {@code mask_threshold}: a mask has the pixels of logits above this, -100 to 100
 * @param boxNmsThresh {@code box_nms_thresh}: IoU of boxes above which one crop's weaker mask goes, 0 to 1
 * @param cropNLayers {@code crop_n_layers}: how many times the window is cut into crops, layer i into 2^i by 2^i, 0 to 4
 * @param cropNmsThresh {@code crop_nms_thresh}: IoU of boxes above which the mask of the larger crop goes, 0 to 1
 * @param cropOverlapRatio {@code crop_overlap_ratio}: overlap of the crops of layer 1 as a share of the window's shorter
 *     side, from 0 to less than 1; halved with each further layer
 * @param cropNPointsDownscaleFactor {@code crop_n_points_downscale_factor}: the grid of layer i has points_per_side /
 *     factor^i points a side, from 1; the last layer must be left with one
 * @param minMaskRegionArea {@code min_mask_region_area}: holes and islands of fewer pixels are cleared away, from 0; 0
 *     leaves all
 * @param useM2m {@code use_m2m}: whether each mask is asked for once more with its own logits as part of the prompt
 * @param multimaskOutput {@code multimask_output}: whether a point gives the three masks of the multi-mask set, or one
 * @param cleansLogits whether a limit {@code minMaskRegionArea} also clears holes and islands of the low-resolution
 *     logits, as the predictor of SAM 2 does; belongs to the model, so no text sets it
 */
public record MaskGeneratorParameters(
        int pointsPerSide,
        int pointsPerBatch,
        double predIouThresh,
        double stabilityScoreThresh,
        double stabilityScoreOffset,
        double maskThreshold,
        double boxNmsThresh,
        int cropNLayers,
        double cropNmsThresh,
        double cropOverlapRatio,
        int cropNPointsDownscaleFactor,
        int minMaskRegionArea,
        boolean useM2m,
        boolean multimaskOutput,
        boolean cleansLogits) {

    /** What a text may set, in the order in which {@link #text} writes it. */
    public static final List<String> NAMES = List.of(
            "points_per_side",
            "points_per_batch",
            "pred_iou_thresh",
            "stability_score_thresh",
            "stability_score_offset",
            "mask_threshold",
            "box_nms_thresh",
            "crop_n_layers",
            "crop_nms_thresh",
            "crop_overlap_ratio",
            "crop_n_points_downscale_factor",
            "min_mask_region_area",
            "use_m2m",
            "multimask_output");

    public MaskGeneratorParameters {
        require("points_per_side", pointsPerSide, 1, 256);
        require("points_per_batch", pointsPerBatch, 1, Integer.MAX_VALUE);
        require("pred_iou_thresh", predIouThresh, 0, 1);
        require("stability_score_thresh", stabilityScoreThresh, 0, 1);
        require("stability_score_offset", stabilityScoreOffset, 0, 100);
        require("mask_threshold", maskThreshold, -100, 100);
        require("box_nms_thresh", boxNmsThresh, 0, 1);
        require("crop_n_layers", cropNLayers, 0, 4);
        require("crop_nms_thresh", cropNmsThresh, 0, 1);
        require("crop_n_points_downscale_factor", cropNPointsDownscaleFactor, 1, Integer.MAX_VALUE);
        require("min_mask_region_area", minMaskRegionArea, 0, Integer.MAX_VALUE);
        if (!(cropOverlapRatio >= 0 && cropOverlapRatio < 1)) {
            throw new IllegalArgumentException(
                    "crop_overlap_ratio must be from 0 to less than 1, got " + cropOverlapRatio);
        }
        if (pointsPerSide(pointsPerSide, cropNPointsDownscaleFactor, cropNLayers) < 1) {
            throw new IllegalArgumentException("crop_n_points_downscale_factor must leave the last of the "
                    + cropNLayers + " crop layers a point of " + pointsPerSide + " a side, got "
                    + cropNPointsDownscaleFactor);
        }
    }

    /** Defaults of the generator of segment-anything. */
    public static MaskGeneratorParameters sam1() {
        return defaults(0.88, false);
    }

    /** Defaults of the generator of SAM 2. */
    public static MaskGeneratorParameters sam2() {
        return defaults(0.8, true);
    }

    /** Defaults of the generator that a family of models came with, or of that of segment-anything. */
    public static MaskGeneratorParameters of(Family family) {
        return switch (family) {
            case SAM2, SAM2_HF -> sam2();
            default -> sam1();
        };
    }

    /** Those of the model's family, with the thresholds of its descriptor. */
    public static MaskGeneratorParameters of(ModelDescriptor model) {
        MaskGeneratorParameters usual = of(model.family());
        return new MaskGeneratorParameters(
                usual.pointsPerSide,
                usual.pointsPerBatch,
                model.defaults().confidence(),
                usual.stabilityScoreThresh,
                usual.stabilityScoreOffset,
                usual.maskThreshold,
                model.defaults().iou(),
                usual.cropNLayers,
                usual.cropNmsThresh,
                usual.cropOverlapRatio,
                usual.cropNPointsDownscaleFactor,
                usual.minMaskRegionArea,
                usual.useM2m,
                usual.multimaskOutput,
                usual.cleansLogits);
    }

    private static MaskGeneratorParameters defaults(double predIouThresh, boolean cleansLogits) {
        return new MaskGeneratorParameters(
                32, 64, predIouThresh, 0.95, 1, 0, 0.7, 0, 0.7, 512 / 1500.0, 1, 0, false, true, cleansLogits);
    }

    /**
     * Reads {@code name=value} pairs with commas between them; what they do not name is as in the base.
     *
     * @throws IllegalArgumentException when a name is unknown or comes twice, or a value is not allowed
     */
    public static MaskGeneratorParameters parse(String text, MaskGeneratorParameters base) {
        ParameterText values = new ParameterText("mask generator", text, NAMES);
        return new MaskGeneratorParameters(
                values.integer("points_per_side", base.pointsPerSide),
                values.integer("points_per_batch", base.pointsPerBatch),
                values.number("pred_iou_thresh", base.predIouThresh),
                values.number("stability_score_thresh", base.stabilityScoreThresh),
                values.number("stability_score_offset", base.stabilityScoreOffset),
                values.number("mask_threshold", base.maskThreshold),
                values.number("box_nms_thresh", base.boxNmsThresh),
                values.integer("crop_n_layers", base.cropNLayers),
                values.number("crop_nms_thresh", base.cropNmsThresh),
                values.number("crop_overlap_ratio", base.cropOverlapRatio),
                values.integer("crop_n_points_downscale_factor", base.cropNPointsDownscaleFactor),
                values.integer("min_mask_region_area", base.minMaskRegionArea),
                values.flag("use_m2m", base.useM2m),
                values.flag("multimask_output", base.multimaskOutput),
                base.cleansLogits);
    }

    /** Everything that a text can set, as {@link #parse} reads it. */
    public String text() {
        List<Object> values = List.of(
                pointsPerSide,
                pointsPerBatch,
                predIouThresh,
                stabilityScoreThresh,
                stabilityScoreOffset,
                maskThreshold,
                boxNmsThresh,
                cropNLayers,
                cropNmsThresh,
                cropOverlapRatio,
                cropNPointsDownscaleFactor,
                minMaskRegionArea,
                useM2m,
                multimaskOutput);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(NAMES.get(i)).append('=').append(values.get(i));
        }
        return text.toString();
    }

    /** Points along a side of each crop of a layer; 0 is the whole window. */
    public int pointsPerSide(int layer) {
        return pointsPerSide(pointsPerSide, cropNPointsDownscaleFactor, layer);
    }

    private static int pointsPerSide(int points, int factor, int layer) {
        int left = points;
        for (int i = 0; i < layer; i++) {
            left /= factor;
        }
        return left;
    }

    private static void require(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            String range =
                    most == Integer.MAX_VALUE ? "at least " + text(least) : "from " + text(least) + " to " + text(most);
            throw new IllegalArgumentException(name + " must be " + range + ", got " + text(value));
        }
    }

    private static String text(double value) {
        return value == (long) value ? Long.toString((long) value) : Double.toString(value);
    }
}
