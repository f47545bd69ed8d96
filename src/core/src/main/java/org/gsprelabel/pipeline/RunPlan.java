package org.gsprelabel.pipeline;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.GeometrySpec.Resize;
import org.gsprelabel.model.InputSize;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.raster.RasterInfo;
import org.gsprelabel.raster.WorkingGrid;
import org.gsprelabel.tile.TileGrid;

/**
 * At which resolution and in which tiles a coverage is looked at. Depends on the coverage, the model and the request,
 * never on the region of interest.
 *
 * @param workingGrid pixels at working resolution
 * @param tileGrid tiles over them
 */
public record RunPlan(WorkingGrid workingGrid, TileGrid tileGrid) {

    /** Overlap where neither the request nor the model names one. */
    public static final double DEFAULT_OVERLAP = 0.125;

    /** Side of a tile in pixels where neither the request nor the model names one. */
    public static final int DEFAULT_TILE_SIZE = 1024;

    /** Largest side of a tile in pixels: memory follows its square. */
    public static final int MAX_TILE_SIZE = 4096;

    /** How many times finer than the coverage the working resolution may be. */
    public static final int MAX_ENLARGEMENT = 8;

    /** How many pixels of the coverage, along each axis, a working pixel may cover: bounds what is read for a single one. */
    public static final int MAX_REDUCTION = 1024;

    /**
     * Works out the plan.
     *
     * @param tileSize side of a tile in pixels; empty for the model's
     * @param overlap fraction of the tile; empty for the model's
     * @param metresPerPixel working resolution; empty for the model's, native when it names none
     * @throws IllegalArgumentException with one sentence when the model's channels do not fit the bands, it refuses the
     *     tile size, or the resolution is too far from the coverage's
     */
    public static RunPlan of(
            RasterInfo info,
            ModelDescriptor model,
            OptionalInt tileSize,
            OptionalDouble overlap,
            OptionalDouble metresPerPixel) {
        requireBands(info, model);
        OptionalDouble resolution =
                metresPerPixel.isPresent() ? metresPerPixel : model.raster().metresPerPixel();
        resolution.ifPresent(value -> {
            requireEnlargement(info, value);
            requireReduction(info, value);
        });
        WorkingGrid working = resolution.isPresent()
                ? WorkingGrid.ofResolution(info, resolution.getAsDouble())
                : WorkingGrid.nativeOf(info);
        int size = tileSize.isPresent() ? tileSize.getAsInt() : defaultTileSize(working, model);
        requireTileSize(size, model);
        double fraction = overlap.orElse(model.raster().overlap().orElse(DEFAULT_OVERLAP));
        int stride = model.geometry().stepBetween(size);
        return new RunPlan(
                working,
                new TileGrid(working.width(), working.height(), size, TileGrid.overlapPixels(size, fraction, stride)));
    }

    /**
     * The same plan for masks that are cleaned: each tile leaves to its neighbours what it cannot know, near its sides.
     *
     * @param reach pixels from a side of its window within which a cleaned mask may depend on what lies behind the side
     * @throws IllegalArgumentException with one sentence when neighbours do not share enough for that
     */
    public RunPlan withReach(int reach) {
        if (reach == 0 || tileGrid.size() == 1) {
            return this;
        }
        if (2L * reach >= tileGrid.overlap()) {
            throw new IllegalArgumentException(
                    "maskCleaning reaches " + reach + " pixels far in all its steps, so neighbouring"
                            + " tiles must share at least " + (2L * reach + 1) + " pixels, got " + tileGrid.overlap()
                            + "; give a larger overlap or tileSize, or smaller steps");
        }
        return new RunPlan(
                workingGrid,
                new TileGrid(tileGrid.width(), tileGrid.height(), tileGrid.tileSize(), tileGrid.overlap(), reach));
    }

    /** A coverage far coarser than what the model knows holds nothing for it, but makes tiles without end. */
    private static void requireEnlargement(RasterInfo info, double metresPerPixel) {
        double coarsest = Math.max(info.metresPerColumn(), info.metresPerRow());
        if (metresPerPixel > 0 && coarsest / metresPerPixel > MAX_ENLARGEMENT) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "working resolution of %.3g m would enlarge the coverage's pixels of %.3g m more than %d times; give a"
                            + " resolution of at least %.3g m",
                    metresPerPixel,
                    coarsest,
                    MAX_ENLARGEMENT,
                    coarsest / MAX_ENLARGEMENT));
        }
    }

    private static void requireReduction(RasterInfo info, double metresPerPixel) {
        double finest = Math.min(info.metresPerColumn(), info.metresPerRow());
        if (metresPerPixel / finest > MAX_REDUCTION) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "working resolution of %.3g m would reduce the coverage's pixels of %.3g m more than %d times; give a"
                            + " resolution of at most %.3g m",
                    metresPerPixel,
                    finest,
                    MAX_REDUCTION,
                    finest * MAX_REDUCTION));
        }
    }

    /**
     * Refuses a model whose channels do not fit the bands of a raster.
     *
     * @throws IllegalArgumentException with one sentence
     */
    public static void requireBands(RasterInfo info, ModelDescriptor model) {
        int needed =
                model.image().bands().stream().mapToInt(Integer::intValue).max().orElseThrow();
        if (needed > info.bands()) {
            throw new IllegalArgumentException("model '" + model.id() + "' reads bands "
                    + model.image().bands() + ", coverage '" + info.name() + "' has "
                    + (info.bands() == 1 ? "only 1 band" : "only " + info.bands() + " bands"));
        }
    }

    private static int defaultTileSize(WorkingGrid working, ModelDescriptor model) {
        GeometrySpec geometry = model.geometry();
        if (model.isPromptable() && model.raster().tileSize().isPresent()) {
            return model.raster().tileSize().getAsInt();
        }
        if (geometry.isFixed()) {
            // The largest square that most resizes put into the input pixel for pixel.
            return model.raster().tileSize().orElse(geometry.size().shorter());
        }
        int multiple = geometry.multipleOf();
        int wanted = roundedUp(model.raster().tileSize().orElse(DEFAULT_TILE_SIZE), multiple);
        // A small image in one window that just holds it: nothing is gained by predicting reflections.
        int image = roundedUp(Math.max(working.width(), working.height()), multiple);
        return Math.max(roundedUp(8, multiple), Math.min(wanted, image));
    }

    private static int roundedUp(int value, int multiple) {
        return (value + multiple - 1) / multiple * multiple;
    }

    /**
     * What a model that names a size is told to do with windows of any other is its resize, as its reference does with images
     * of any size. Where any size fits nothing is resized, so a tile must be one that the graph takes.
     */
    private static void requireTileSize(int size, ModelDescriptor model) {
        if (size > MAX_TILE_SIZE) {
            throw new IllegalArgumentException("tileSize must be at most " + MAX_TILE_SIZE + ", got " + size);
        }
        int most = model.output().maxTileSize();
        if (size > most) {
            throw new IllegalArgumentException("tileSize must be at most " + most + " for model '" + model.id()
                    + "', which draws masks in pixels of the tile, got " + size);
        }
        int multiple = model.geometry().isFixed() ? 1 : model.geometry().multipleOf();
        if (size < 8 || size % multiple != 0) {
            throw new IllegalArgumentException(
                    "tileSize must be " + (multiple == 1 ? "" : "a multiple of " + multiple + " and ")
                            + "at least 8 for model '" + model.id() + "', got " + size);
        }
    }

    /**
     * A sentence for those who chose tiles that a model sees at another scale than the working resolution; empty where tiles
     * go in pixel for pixel or have the model's own size. Models that answer prompts see any window at their own scale.
     */
    Optional<String> scaleNote(ModelDescriptor model) {
        GeometrySpec geometry = model.geometry();
        int size = tileGrid.tileSize();
        if (model.isPromptable() || !geometry.isFixed() || size == defaultTileSize(workingGrid, model)) {
            return Optional.empty();
        }
        InputSize input = geometry.size();
        boolean fills = geometry.resize() == Resize.STRETCH;
        int width = fills ? input.width() : input.shorter();
        int height = fills ? input.height() : input.shorter();
        return width == size && height == size
                ? Optional.empty()
                : Optional.of("tiles of " + size + " x " + size + " pixels are resized to " + width + " x " + height
                        + " for model '" + model.id()
                        + "', so it sees objects at another scale than the working resolution");
    }
}
