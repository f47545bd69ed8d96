package org.gsprelabel.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.gsprelabel.model.OutputSpec.PixelMask;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DetrInputsTest {

    private static final InputFrame FRAME = new InputFrame(64, 32, 80, 40, 0.8, 0.8, 0, 0);

    @Test
    void sizes_are_width_then_height_also_for_items_without_a_window() {
        SideInputs inputs = inputs(Optional.of("orig_target_sizes"), Optional.empty());

        Map<String, Tensor> given = inputs.of(List.of(FRAME, InputFrame.identity(10, 20)), 3);

        assertThat(given).containsOnlyKeys("orig_target_sizes");
        assertThat(values(given, "orig_target_sizes", 3, 2)).containsExactly(80f, 40f, 10f, 20f, 80f, 40f);
    }

    @Test
    void a_mask_of_ones_has_its_own_size_or_that_of_the_input() {
        assertThat(values(
                        inputs(Optional.empty(), Optional.of(new PixelMask("pixel_mask", 4)))
                                .of(List.of(FRAME), 2),
                        "pixel_mask",
                        2,
                        4,
                        4))
                .hasSize(32)
                .containsOnly(1f);
        assertThat(values(
                        inputs(Optional.empty(), Optional.of(new PixelMask("m", 0)))
                                .of(List.of(FRAME), 1),
                        "m",
                        1,
                        32,
                        64))
                .hasSize(32 * 64)
                .containsOnly(1f);
    }

    private static SideInputs inputs(Optional<String> sizes, Optional<PixelMask> mask) {
        return new DetrInputs(sizes, mask);
    }

    private static List<Float> values(Map<String, Tensor> given, String name, long... shape) {
        Tensor tensor = Objects.requireNonNull(given.get(name));
        assertThat(tensor.shape()).isEqualTo(shape);
        List<Float> values = new ArrayList<>();
        for (int i = 0; i < tensor.data().capacity(); i++) {
            values.add(tensor.get(i));
        }
        return values;
    }
}
