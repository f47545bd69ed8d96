package org.gsprelabel.wps;

/**
 * What clients are told of an input that several processes have. A name is that of the input.
 */
public final class InputTexts {

    public static final String COVERAGE = "the raster itself; give this or coverageName";

    public static final String COVERAGE_NAME =
            "name of a published coverage, workspace:layer; read by window and overview, so the way to go for large rasters";

    public static final String MODEL = "id of a model package on this server";

    public static final String PROMPT =
            "what a model that takes text is to find: phrases that end with a period, each with a least score if wanted, as in 'solar panel. crane:0.4.'; the phrases are the classes; default: those of the model";

    public static final String PROMPTS =
            "what is known of single objects, for a model that answers prompts: points, multipoints, boxes (axis-parallel rectangles) or polygons, in any CRS; attributes class_name, label, id (equal ids are one object), foreground (true or false) or point_label (1 or 0) of points. Each gives one object that carries its id";

    public static final String SEGMENTER =
            "id of a model that answers prompts: it makes the masks of what the model finds; default: none";

    public static final String MASK_GENERATOR =
            "how a model that answers prompts looks for everything when there are none: name=value pairs with the names of the reference generator, as in points_per_side=16, pred_iou_thresh=0.9; default: the reference's values";

    public static final String NMS =
            "which objects of one tile are taken for the same, for models that leave that open: name=value pairs of method (greedy, soft-linear, soft-gaussian), measure (box, mask, turned-box, prob-iou), iou or ios, sigma, class_aware, as in measure=mask iou=0.6; default: the model's";

    public static final String ROI =
            "region of interest, polygon in the coverage's CRS unless it says otherwise; objects that share a point with it are returned whole";

    public static final String TILE_SIZE = "side of a tile in pixels at working resolution; default: the model's";

    public static final String OVERLAP = "part of a tile that neighbours share; default: the model's, else 0.125";

    public static final String RESOLUTION = "working resolution in metres per pixel; default: the model's, else native";

    public static final String MIN_CONFIDENCE = "least score; default: the model's";

    public static final String CLASS_CONFIDENCE =
            "least confidence of single classes, in place of minConfidence: pairs such as 'roof:0.4, tree:0.7'";

    public static final String MIN_AREA = "least area of a whole object in square metres on the ellipsoid";

    public static final String MAX_AREA = "largest area of a whole object in square metres on the ellipsoid";

    public static final String MIN_COMPACTNESS =
            "least compactness of a whole object, 4 pi A / P^2 of area and length of outlines on the ellipsoid, from 0 to 1: a disc has 1, a square 0.785, a thin or ragged shape less";

    public static final String CLASSES = "names of the classes wanted, separated by commas; default: all";

    public static final String MERGE = "what becomes of the pieces of one object from several tiles";

    public static final String AGREEMENT =
            "how shapes of two tiles are compared: intersection over union (IOU), or over the smaller of the two (IOS), which takes a part for its whole";

    public static final String MIN_AGREEMENT = "least agreement of one object in two tiles, above 0";

    public static final String CLASS_AWARE =
            "whether different classes are different objects; without, the more confident class wins";

    public static final String MASK_CLEANING =
            "what is done to masks before they become polygons, step by step: erode, dilate, open or close by a disc of a radius, fill holes or remove islands up to an area; in pixels, or with m and m2 in metres and square metres, as in 'open=1, close=0.5m, fill=20, remove=2m2'; default: nothing";

    public static final String SIMPLIFY =
            "largest distance in metres that simplification may move an outline; neighbours that share an edge go on sharing it";

    public static final String SMOOTH = "largest distance in metres that smoothing may move an outline after that";

    public static final String SQUARE =
            "makes outlines of buildings right-angled on the ground, and dissolves details of less than so many metres";

    public static final String MIN_HOLE_AREA = "holes of less than so many square metres on the ellipsoid are filled";

    public static final String MIN_WIDTH =
            "objects, and parts of them, that are thinner than so many metres are dropped";

    public static final String TARGET_CRS = "CRS of the result; default: the coverage's";

    public static final String TIMESTAMP = "instant that the features carry, ISO 8601 in UTC; default: now";

    public static final String PUBLISH_TO =
            "workspace:store:layer that the features are published to, in a store that is there; checked before the run; default: they are only returned";

    public static final String PUBLISH_MODE =
            "whether publishTo makes a new layer (CREATE, the default), adds to one that is there (APPEND), or replaces its features (REPLACE)";

    public static final String STYLE = "name of the style of a new layer; default: that of the plugin by class";

    public static final String THREADS =
            "tiles worked on at once, no more than the server allows; never changes the result; default: all processors";

    public static final String BATCH = "tiles given to the model at once; never changes the result";

    private InputTexts() {}
}
