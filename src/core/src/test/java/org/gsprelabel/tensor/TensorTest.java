package org.gsprelabel.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorTest {

    @Test
    void theFirstItemsShareTheMemoryOfAll() {
        Tensor all = Tensor.allocate(3, 2, 2);
        all.data().position(5);

        Tensor two = all.first(2);
        two.data().put(7, 42);

        assertThat(two.shape()).containsExactly(2, 2, 2);
        assertThat(two.data().capacity()).isEqualTo(8);
        assertThat(two.data().isDirect()).isTrue();
        assertThat(two.data().order()).isEqualTo(ByteOrder.nativeOrder());
        assertThat(all.get(7)).isEqualTo(42);
        assertThat(all.shape()).containsExactly(3, 2, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4})
    void itemsThatAreNotThereAreRefused(int items) {
        assertThatThrownBy(() -> Tensor.of(new float[6], 3, 2).first(items))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor [3, 2] has no " + items + " first items");
    }

    @Test
    void truthsAreZerosAndOnes() {
        BitSet set = new BitSet();
        set.set(1);
        set.set(4);
        Tensor truths = Tensor.ofTruths(set, 2, 3);

        assertThat(truths.shape()).containsExactly(2, 3);
        assertThat(truths.get(1)).isEqualTo(1);
        assertThat(truths.get(2)).isZero();
        assertThat(truths.truths()).isSameAs(set);
        assertThat(values(truths)).containsExactly(0, 1, 0, 0, 1, 0);
        assertThat(truths.data()).isSameAs(truths.data());
        assertThat(values(truths.first(1))).containsExactly(0, 1, 0);
        assertThat(Tensor.ofTruths(new BitSet(), 0, 1, 4).data().capacity()).isZero();
        assertThatThrownBy(() -> Tensor.ofTruths(set, 2, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor [2, 2] has 4 values, got a truth at 4");
    }

    @Test
    void numbersThatAreNotZeroAreTruths() {
        assertThat(Tensor.of(new float[] {0, 0.5f, -1, -0f, Float.NaN}, 5).truths().stream())
                .containsExactly(1, 2, 4);
    }

    @Test
    void directMemoryHoldsTheSameValues() {
        Tensor heap = Tensor.of(new float[] {1, 2, 3}, 3);
        Tensor direct = heap.inDirectMemory();

        assertThat(direct.data().isDirect()).isTrue();
        assertThat(values(direct)).containsExactly(1, 2, 3);
        assertThat(direct.shape()).containsExactly(3);
        assertThat(direct.inDirectMemory()).isSameAs(direct);
    }

    private static float[] values(Tensor tensor) {
        float[] values = new float[tensor.data().capacity()];
        tensor.data().get(0, values);
        return values;
    }
}
