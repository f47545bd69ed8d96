package org.gsprelabel.pipeline;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gsprelabel.cache.ContentKey;
import org.gsprelabel.cache.KeyDigest;
import org.gsprelabel.inference.DetectionTask;
import org.gsprelabel.inference.TileParameters;
import org.gsprelabel.model.ImageSpec;
import org.gsprelabel.model.Model;
import org.gsprelabel.raster.Radiometry;
import org.gsprelabel.tile.TileGrid;

/**
 * Names what a model says of tiles by all that it depends on: the samples and the valid mask of the window, as the model's
 * input is made of them; the tile and its grid; the model with its descriptor, weights and device; the radiometry of the
 * coverage; and the parameters that matter.
 *
 * <p>The name of a coverage is no part of it: pixels that change have other keys from then on, and a copy has the same. So a key
 * costs the reading of the window, which a model costs many times over.
 */
final class TileKeys {

    /** To be raised with every change of what a tile gives for the same pixels, model and parameters. */
    private static final int GENERATION = 1;

    private final KeyDigest common;
    private final Supplier<String> device;

    private TileKeys(KeyDigest common, Supplier<String> device) {
        this.common = common;
        this.device = device;
    }

    /** Of tile results. */
    static TileKeys ofResults(
            DetectionTask task, TileParameters parameters, TileGrid grid, Function<ImageSpec, Radiometry> radiometry) {
        KeyDigest common = common("result", TileResultCodec.VERSION, task, grid, radiometry)
                .add(task.minConfidence())
                .add(task.text())
                .add(task.maskGenerator())
                .add(task.nms())
                .add(parameters);
        return new TileKeys(common, () -> devices(task));
    }

    /** Of scores, which are decided on later: parameters of that do not matter. */
    static TileKeys ofScores(DetectionTask task, TileGrid grid, Function<ImageSpec, Radiometry> radiometry) {
        return new TileKeys(common("scores", TileScoresCodec.VERSION, task, grid, radiometry), () -> devices(task));
    }

    private static KeyDigest common(
            String kind, int version, DetectionTask task, TileGrid grid, Function<ImageSpec, Radiometry> radiometry) {
        KeyDigest digest =
                new KeyDigest().add(kind).add(GENERATION).add(version).add(grid).add(task.bands());
        List<Model> models = models(task).toList();
        digest.add(models.size());
        for (Model model : models) {
            digest.add(model.sha256())
                    .add(model.descriptor())
                    .add(radiometry.apply(model.descriptor().image()));
        }
        return digest;
    }

    private static Stream<Model> models(DetectionTask task) {
        return Stream.concat(Stream.of(task.model()), task.segmenter().stream());
    }

    /** Asked for each tile, since a model may go on elsewhere when a device fails. */
    private static String devices(DetectionTask task) {
        return models(task).map(Model::device).toList().toString();
    }

    ContentKey of(TileWindows.Seen seen) {
        return common.copy()
                .add(device.get())
                .add(seen.tile())
                .add(seen.window().inside())
                .add(seen.window().pixels().valid())
                .add(seen.window().pixels().samples())
                .key();
    }
}
