package org.gsprelabel.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.geotools.coverage.grid.io.GridCoverage2DReader;
import org.gsprelabel.export.PreviewOptions;
import org.gsprelabel.export.PreviewWriter;
import org.gsprelabel.geotools.coverage.CoverageSource;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileGrid;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Whether and how a picture is drawn. */
final class PreviewSettings {

    private static final int DEFAULT_SIZE = 1600;

    @Option(names = "--preview", paramLabel = "FILE", description = "PNG file to draw the outlines over the image to.")
    private @Nullable Path file;

    @Option(
            names = "--preview-size",
            paramLabel = "PIXELS",
            defaultValue = "" + DEFAULT_SIZE,
            description = "Longer side of the picture, 16 to 8192. Default: ${DEFAULT-VALUE}.")
    private int size = DEFAULT_SIZE;

    @Option(
            names = "--preview-window",
            paramLabel = "X,Y,W,H",
            converter = Converters.Window.class,
            description = "Part of the image to show, in its pixels. Default: all of it.")
    private @Nullable PixelRect window;

    @Option(names = "--preview-tiles", description = "Draw the seams of the tiles, too.")
    private boolean tiles;

    /** Made by picocli, which sets the fields. */
    PreviewSettings() {}

    /** As if given on the command line. */
    PreviewSettings(Path file) {
        this.file = file;
    }

    /** The file that {@link #write} writes, if any. */
    List<Path> files() {
        return file == null ? List.of() : List.of(file);
    }

    /** Checks the settings before any work is done. */
    void check() {
        options(Optional.empty());
    }

    /**
     * Draws the outcome, if wanted.
     *
     * @param name of the raster
     * @param reader of the raster
     */
    void write(String name, GridCoverage2DReader reader, ProcessCall.Outcome outcome) {
        if (file != null) {
            CoverageSource raster = CoverageSource.of(name, reader);
            Optional<PreviewOptions.TileLines> lines =
                    tiles ? Optional.of(tileLines(outcome.reportTree())) : Optional.empty();
            new PreviewWriter().write(raster, raster.crs(), outcome.features(), options(lines), file);
        }
    }

    private PreviewOptions options(Optional<PreviewOptions.TileLines> lines) {
        return new PreviewOptions(size, Optional.ofNullable(window), lines);
    }

    private static PreviewOptions.TileLines tileLines(JsonNode report) {
        JsonNode image = report.path("image");
        JsonNode grid = report.path("tiles");
        return new PreviewOptions.TileLines(
                new TileGrid(
                        image.path("width").asInt(),
                        image.path("height").asInt(),
                        grid.path("size").asInt(),
                        grid.path("overlap").asInt()),
                image.path("nativeColumnsPerPixel").asDouble(),
                image.path("nativeRowsPerPixel").asDouble());
    }
}
