package org.gsprelabel.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
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
}
