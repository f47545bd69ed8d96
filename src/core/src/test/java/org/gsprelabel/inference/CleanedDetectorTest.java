package org.gsprelabel.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.Box;
import org.gsprelabel.detect.Detection;
import org.gsprelabel.detect.Shape;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.MaskCleaning;
import org.junit.jupiter.api.Test;

class CleanedDetectorTest {

    private static final PixelRect RECT = new PixelRect(1000, 500, 16, 12);

    @Test
    void cleansEachMaskByItselfInTheWindowAndCountsWhatGoes() {
        // two blocks that closing would join were they one mask; the left one is cut by the window
        Shape left = block(0, 2, 4, 6);
        Shape right = block(5, 2, 4, 6);
        Shape line = block(12, 2, 1, 8);
        Shape box = new Shape.OfBox(new Box(1, 2, 3, 4));
        Shape empty = new Shape.OfMask(new BitMask(0, 0, 3, 3));

        WindowDetector.Found found = cleaned("close=1, erode=1", left, right, line, box, empty);

        assertThat(found.detections()).extracting(Detection::shape).hasSize(4).contains(box, empty);
        assertThat(mask(found, 0).cardinality()).isEqualTo(3 * 4);
        assertThat(mask(found, 0).get(0, 0)).isTrue();
        assertThat(mask(found, 0).x()).isZero();
        assertThat(mask(found, 1).cardinality()).isEqualTo(2 * 4);
        assertThat(mask(found, 1).x()).isEqualTo(6);
        assertThat(found.rejections().get(Rejection.CLEANED_AWAY)).isEqualTo(1);
        assertThat(found.rejections().get(Rejection.SUPPRESSED)).isEqualTo(7);
    }

    private static BitMask mask(WindowDetector.Found found, int index) {
        return ((Shape.OfMask) found.detections().get(index).shape()).mask();
    }

    private static Shape block(int x, int y, int width, int height) {
        BitMask mask = new BitMask(x, y, width, height);
        for (int row = 0; row < height; row++) {
            mask.setRun(row, 0, width);
        }
        return new Shape.OfMask(mask);
    }

    private static WindowDetector.Found cleaned(String cleaning, Shape... shapes) {
        WindowDetector detector = new WindowDetector() {
            @Override
            public List<String> classNames() {
                return List.of("roof");
            }

            @Override
            public int batch() {
                return 1;
            }

            @Override
            public List<Found> detect(List<FilledWindow> windows) {
                RejectionCounts rejections = new RejectionCounts();
                rejections.add(Rejection.SUPPRESSED, 7);
                return List.of(new Found(
                        List.of(shapes).stream()
                                .map(shape -> new Detection(0, 0.5, shape))
                                .toList(),
                        rejections));
            }
        };
        BitSet valid = new BitSet();
        valid.set(0, (int) RECT.area());
        FilledWindow window = new FilledWindow(new RasterWindow(RECT, 1, new float[(int) RECT.area()], valid), RECT);
        return new CleanedDetector(detector, MaskCleaning.parse(cleaning, 1))
                .detect(List.of(window))
                .get(0);
    }
}
