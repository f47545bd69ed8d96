package org.gsprelabel.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.gsprelabel.input.InputBuilder;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.ImageSpec;
import org.gsprelabel.model.ValueRange;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.raster.Radiometry;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.api.Test;

class ImageBatchesTest {

    @Test
    void items_without_a_window_are_zeros_whatever_an_earlier_batch_left() {
        ImageBatches batches = new ImageBatches(inputs(), 2, 3);

        assertThat(values(batches, 3, window(0.25f), window(0.5f), window(0.75f)))
                .containsExactly(0.25f, 0.25f, 0.25f, 0.25f, 0.5f, 0.5f, 0.5f, 0.5f, 0.75f, 0.75f, 0.75f, 0.75f);
        assertThat(values(batches, 3, window(0.125f)))
                .containsExactly(0.125f, 0.125f, 0.125f, 0.125f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f);
        assertThat(values(batches, 1, window(1))).containsExactly(1f, 1f, 1f, 1f);
    }

    private static List<Float> values(ImageBatches batches, int items, FilledWindow... windows) {
        return batches.with(List.of(windows), items, (image, frames) -> {
            assertThat(image.shape()).containsExactly(items, 1, 2, 2);
            assertThat(frames).hasSize(windows.length);
            return copied(image);
        });
    }

    private static List<Float> copied(Tensor image) {
        List<Float> values = new ArrayList<>();
        for (int i = 0; i < image.data().capacity(); i++) {
            values.add(image.get(i));
        }
        return values;
    }

    private static InputBuilder inputs() {
        return new InputBuilder(
                new ImageSpec("image", List.of(1), new ValueRange.Fixed(0, 1), 1, List.of(0.0), List.of(1.0)),
                new GeometrySpec(2, 1, GeometrySpec.Resize.STRETCH, 0, GeometrySpec.Edge.REFLECT),
                new Radiometry(List.of(new Radiometry.Range(0, 1))));
    }

    private static FilledWindow window(float sample) {
        PixelRect rect = new PixelRect(0, 0, 2, 2);
        BitSet valid = new BitSet();
        valid.set(0, 4);
        return new FilledWindow(new RasterWindow(rect, 1, new float[] {sample, sample, sample, sample}, valid), rect);
    }
}
