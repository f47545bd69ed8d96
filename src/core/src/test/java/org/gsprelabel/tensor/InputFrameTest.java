package org.gsprelabel.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InputFrameTest {

    @Test
    void leadsFromTheInputBackToTheWindow() {
        InputFrame frame = new InputFrame(8, 8, 4, 2, 2, 2, 0, 2);

        assertThat(frame.toWindowX(6)).isEqualTo(3);
        assertThat(frame.toWindowY(6)).isEqualTo(2);
    }

    @Test
    void isTheIdentityOnlyWhereTheWindowIsTheWholeInput() {
        assertThat(InputFrame.identity(4, 2).isIdentity()).isTrue();
        assertThat(new InputFrame(4, 4, 4, 2, 1, 1, 0, 0).isIdentity()).isFalse();
        assertThat(new InputFrame(8, 4, 4, 2, 2, 2, 0, 0).isIdentity()).isFalse();
    }
}
