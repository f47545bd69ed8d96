package org.gsprelabel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gsprelabel.inference.EverythingDetector;
import org.gsprelabel.inference.StageClock;
import org.gsprelabel.inference.TileParameters;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.raster.WindowReader;
import org.gsprelabel.raster.WorkingGrid;
import org.gsprelabel.sam.CallThreads;
import org.gsprelabel.sam.DiscRaster;
import org.gsprelabel.sam.Embedding;
import org.gsprelabel.sam.MaskGeneratorParameters;
import org.gsprelabel.sam.MaskLogits;
import org.gsprelabel.sam.MaskPrompt;
import org.gsprelabel.sam.ShapesModel;
import org.gsprelabel.sam.Upscaling;
import org.gsprelabel.tile.TileGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tiles in which everything is looked for, by many calls of a decoder each. */
@Timeout(120)
class DirectTilesTest {

    private static final int TILE = 120;

    @ParameterizedTest
    @ValueSource(ints = {110, 300})
    void threadsAndBatchNeverChangeAByte(int side) {
        byte[] expected = bytes(side, 1, new ShapesModel(Upscaling.VIA_INPUT, 96, 48, 1));

        assertThat(expected.length).isGreaterThan(500);
        for (int threads : new int[] {2, 3, 8}) {
            for (int mostPrompts : new int[] {1, 5}) {
                assertThat(bytes(side, threads, new ShapesModel(Upscaling.VIA_INPUT, 96, 48, mostPrompts)))
                        .as("%d threads, %d prompts a call", threads, mostPrompts)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void theCallsOfTheOnlyTileRunOnAllThreads() {
        Set<Thread> decoding = ConcurrentHashMap.newKeySet();
        CountDownLatch met = new CountDownLatch(3);
        byte[] bytes = bytes(110, 3, new ShapesModel(Upscaling.VIA_INPUT, 96, 48, 1) {
            @Override
            public MaskLogits decode(Embedding embedding, List<MaskPrompt> prompts, boolean multimask) {
                if (decoding.add(Thread.currentThread())) {
                    met.countDown();
                    await(met);
                }
                return super.decode(embedding, prompts, multimask);
            }
        });

        assertThat(decoding).hasSize(3).doesNotContain(Thread.currentThread());
        assertThat(bytes).isEqualTo(bytes(110, 1, new ShapesModel(Upscaling.VIA_INPUT, 96, 48, 1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aFailureOfTheModelEndsTheMapAsItIs(int threads) {
        // Nine points a side of 120 pixels, so nine over the 110 in the raster: the fourth row is the first beyond 40.
        assertThatThrownBy(() -> bytes(110, threads, new ShapesModel(Upscaling.VIA_INPUT, 96, 48, 1) {
                    @Override
                    public MaskLogits decode(Embedding embedding, List<MaskPrompt> prompts, boolean multimask) {
                        double y = prompts.get(0).points().get(0).y();
                        if (y > 40) {
                            throw new ModelException("no memory in row " + (int) y);
                        }
                        return super.decode(embedding, prompts, multimask);
                    }
                }))
                .isInstanceOf(ModelException.class)
                .hasMessage("no memory in row 42");
    }

    /** The results of all tiles. */
    private static byte[] bytes(int side, int threads, ShapesModel model) {
        DiscRaster raster = new DiscRaster(side, side);
        TileGrid grid = new TileGrid(side, side, TILE, 20);
        StageClock clock = new StageClock();
        Workers workers = new Workers(threads);
        EverythingDetector detector = new EverythingDetector(
                model,
                MaskGeneratorParameters.parse(
                        "points_per_side=9, pred_iou_thresh=0.7, stability_score_thresh=0.7, crop_n_layers=1",
                        MaskGeneratorParameters.sam1()),
                "disc",
                0,
                100,
                new CallThreads(workers, threads),
                clock);
        TileProcessor processor = new TileProcessor(
                new TileWindows(
                        new WindowReader(raster, WorkingGrid.nativeOf(raster.info()), raster.bands()), grid, clock),
                detector,
                TileMemory.none(),
                new CandidateBuilder(
                        detector.classNames(), grid, new TileParameters(Set.of(), 0.5), new ViewCut(Optional.empty())),
                clock);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TileMap tiles = new DirectTiles(processor, workers)) {
            tiles.forEach(TileSet.all(grid), () -> {}, result -> {
                try {
                    new TileResultCodec().write(result, new DataOutputStream(bytes));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return bytes.toByteArray();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
