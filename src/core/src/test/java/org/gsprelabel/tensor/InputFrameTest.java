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
    void leadsFromTheWindowToTheInput() {
        InputFrame frame = new InputFrame(8, 8, 4, 2, 2, 3, 1, 2);

        assertThat(frame.toInputX(3)).isEqualTo(7);
        assertThat(frame.toInputY(1.5)).isEqualTo(6.5);
    }

    @Test
    void anInputPixelThatShowsTheWindowInPartCounts() {
        InputFrame frame = new InputFrame(960, 960, 1024, 500, 0.9375, 0.9375, 0, 0);

        assertThat(frame.imageWidth()).isEqualTo(960);
        assertThat(frame.imageHeight()).isEqualTo(469);
    }

    @Test
    void aScaleThatIsNoExactNumberStillGivesWholeImages() {
        for (int image = 1; image <= 1024; image++) {
            for (int window = 1; window <= 4096; window += 37) {
                InputFrame frame = new InputFrame(1024, 1024, window, 1, (double) image / window, 1, 0, 0);

                assertThat(frame.imageWidth()).isEqualTo(image);
            }
        }
    }

    @Test
    void isTheIdentityOnlyWhereTheWindowIsTheWholeInput() {
        assertThat(InputFrame.identity(4, 2).isIdentity()).isTrue();
        assertThat(new InputFrame(4, 4, 4, 2, 1, 1, 0, 0).isIdentity()).isFalse();
        assertThat(new InputFrame(8, 4, 4, 2, 2, 2, 0, 0).isIdentity()).isFalse();
    }
}
