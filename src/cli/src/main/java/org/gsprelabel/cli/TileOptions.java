package org.gsprelabel.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the image is cut up and worked through. */
final class TileOptions {

    @Option(
            names = "--tile-size",
            paramLabel = "PIXELS",
            description = "Side of a tile at working resolution. Default: the model's.")
    private @Nullable Integer tileSize;

    @Option(
            names = "--overlap",
            paramLabel = "PART",
            converter = Converters.Fraction.class,
            description =
                    "Part of a tile that neighbours share, 12.5%% or 0.125, at most 0.45. Default: the model's, else"
                            + " 12.5%%.")
    private @Nullable Double overlap;

    @Option(
            names = "--resolution",
            paramLabel = "METRES",
            description = "Working resolution in metres per pixel. Default: the model's, else that of the image.")
    private @Nullable Double resolution;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Tiles worked on at once. Default: the number of processors.")
    private @Nullable Integer threads;

    @Option(names = "--batch", paramLabel = "N", description = "Tiles given to the model at once. Default: 1.")
    private @Nullable Integer batch;

    void addTo(Map<String, Object> inputs) {
        Inputs.put(inputs, "tileSize", tileSize);
        Inputs.put(inputs, "overlap", overlap);
        Inputs.put(inputs, "resolution", resolution);
        Inputs.put(inputs, "threads", threads);
        Inputs.put(inputs, "batch", batch);
    }
}
