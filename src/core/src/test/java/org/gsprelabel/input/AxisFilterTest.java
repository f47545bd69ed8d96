package org.gsprelabel.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.gsprelabel.model.GeometrySpec.Antialias;
import org.gsprelabel.model.GeometrySpec.Interpolation;
import org.junit.jupiter.api.Test;

class AxisFilterTest {

    // Centres of the new pixels lie at -0.25, 0.25, 0.75, 1.25 of the old ones.
    @Test
    void linearEnlargesBetweenPixelCentres() {
        assertThat(filtered(4, Interpolation.BILINEAR, Antialias.NONE, 0, 8)).containsExactly(0, 2, 6, 8);
        assertThat(filtered(4, Interpolation.BILINEAR, Antialias.SUPPORT, 0, 8)).containsExactly(0, 2, 6, 8);
    }

    // The one new pixel is centred between the old ones 1 and 2.
    @Test
    void linearWithoutAntialiasingTakesTheTwoPixelsAround() {
        assertThat(filtered(1, Interpolation.BILINEAR, Antialias.NONE, 100, 4, 8, 100))
                .containsExactly(6);
    }

    // Reduced by 2 the triangle is 4 wide: 1, 3, 3, 1 in 8ths; at the edge its part outside is left out: 3, 3, 1 in
    // 7ths.
    @Test
    void aWidenedTriangleTakesAllPixelsUnderIt() {
        assertThat(filtered(3, Interpolation.BILINEAR, Antialias.SUPPORT, 7, 14, 21, 0, 56, 8))
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly((3 * 7 + 3 * 14 + 21) / 7f, (14 + 3 * 21 + 0 + 56) / 8f, (0 + 3 * 56 + 3 * 8) / 7f);
    }

    // Keys with a = -0.5 half way between pixels: -1/16, 9/16, 9/16, -1/16. With a = -0.75 it would be -3/32, 19/32.
    @Test
    void cubicHalfWayBetweenPixelsHasTheWeightsOfPillow() {
        AxisFilter axis = AxisFilter.of(4, 1, Interpolation.BICUBIC, Antialias.NONE);

        assertThat(weights(axis, 0, 4)).containsExactly(-1 / 16f, 9 / 16f, 9 / 16f, -1 / 16f);
        assertThat(axis.overshoots()).isTrue();
    }

    // Factor 3, sigma 1, radius 4: the one new pixel of three lies on the middle one. Offsets -4..4 mirrored at the
    // centres of the edge pixels fall on 1, 2, 1, 0, 1, 2, 1, 0, 1 with e^(-x^2/2): the middle gets e^-8, e^-2, 1,
    // e^-2, e^-8.
    @Test
    void aGaussianIsMirroredAtTheCentresOfTheEdgePixels() {
        double[] g = {1, Math.exp(-0.5), Math.exp(-2), Math.exp(-4.5), Math.exp(-8)};
        double all = g[0] + 2 * (g[1] + g[2] + g[3] + g[4]);
        double middle = (g[0] + 2 * (g[2] + g[4])) / all;

        assertThat(weights(AxisFilter.of(3, 1, Interpolation.BILINEAR, Antialias.GAUSSIAN), 0, 3))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly((float) ((1 - middle) / 2), (float) middle, (float) ((1 - middle) / 2));
    }

    // Enlarged by 2 the first new pixel lies at -0.25, whose mirror image is 0.25.
    @Test
    void theGaussianKindMirrorsWhereItEnlarges() {
        assertThat(filtered(4, Interpolation.BILINEAR, Antialias.GAUSSIAN, 0, 8))
                .containsExactly(2, 2, 6, 6);
    }

    @Test
    void anAxisThatKeepsItsLengthIsLeftAsItIs() {
        for (Interpolation interpolation : Interpolation.values()) {
            assertThat(filtered(5, interpolation, Antialias.SUPPORT, 3, 1, 4, 1, 5))
                    .containsExactly(3, 1, 4, 1, 5);
        }
        assertThat(filtered(5, Interpolation.BILINEAR, Antialias.GAUSSIAN, 3, 1, 4, 1, 5))
                .containsExactly(3, 1, 4, 1, 5);
    }

    @Test
    void weightsAreThoseOfTheDefinitionWhateverTheLengths() {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            int source = 1 + random.nextInt(40);
            int target = 1 + random.nextInt(40);
            Interpolation interpolation = random.nextBoolean() ? Interpolation.BILINEAR : Interpolation.BICUBIC;
            Antialias antialias = random.nextBoolean() ? Antialias.NONE : Antialias.SUPPORT;
            double[] line = random.doubles(source).toArray();

            assertThat(filtered(target, interpolation, antialias, floats(line)))
                    .as("%d to %d, %s, %s", source, target, interpolation, antialias)
                    .usingComparatorWithPrecision(1e-5f)
                    .containsExactly(floats(sampled(line, target, interpolation, antialias == Antialias.SUPPORT)));
            assertThat(filtered(target, Interpolation.BILINEAR, Antialias.GAUSSIAN, floats(line)))
                    .as("%d to %d, Gaussian", source, target)
                    .usingComparatorWithPrecision(1e-5f)
                    .containsExactly(floats(smoothed(line, target)));
        }
    }

    @Test
    void weightsAddUpToOneAndFirstPixelsNeverGoBack() {
        for (int source = 1; source < 30; source++) {
            for (int target = 1; target < 30; target++) {
                for (Antialias antialias : Antialias.values()) {
                    AxisFilter axis = AxisFilter.of(source, target, Interpolation.BILINEAR, antialias);
                    for (int i = 0; i < target; i++) {
                        double sum = 0;
                        for (int tap = 0; tap < axis.taps(); tap++) {
                            sum += axis.weight(i, tap);
                        }
                        assertThat(sum).isCloseTo(1, within(1e-6));
                        assertThat(axis.first(i)).isBetween(i == 0 ? 0 : axis.first(i - 1), source - axis.taps());
                    }
                }
            }
        }
    }

    /** The kernel at every source pixel, from the definition. */
    private static double[] sampled(double[] line, int target, Interpolation interpolation, boolean widened) {
        double[] values = new double[target];
        double factor = (double) line.length / target;
        double widening = widened && factor > 1 ? factor : 1;
        for (int i = 0; i < target; i++) {
            double weights = 0;
            for (int j = 0; j < line.length; j++) {
                double x = Math.abs(j + 0.5 - (i + 0.5) * factor) / widening;
                double weight = interpolation == Interpolation.BILINEAR ? triangle(x) : keys(x);
                weights += weight;
                values[i] += weight * line[j];
            }
            values[i] /= weights;
        }
        return values;
    }

    private static double triangle(double x) {
        return x < 1 ? 1 - x : 0;
    }

    /** As the paper has it for a = -1/2. */
    private static double keys(double x) {
        if (x < 1) {
            return 1.5 * x * x * x - 2.5 * x * x + 1;
        }
        return x < 2 ? -0.5 * x * x * x + 2.5 * x * x - 4 * x + 2 : 0;
    }

    /** A Gaussian over the whole line, then interpolation, one after the other. */
    private static double[] smoothed(double[] line, int target) {
        double factor = (double) line.length / target;
        double sigma = Math.max(0, (factor - 1) / 2);
        double[] smooth = new double[line.length];
        for (int i = 0; i < line.length; i++) {
            double weights = 0;
            for (int k = -(int) (4 * sigma + 0.5); k <= (int) (4 * sigma + 0.5); k++) {
                double weight = sigma == 0 ? 1 : Math.exp(-k * k / (2 * sigma * sigma));
                weights += weight;
                smooth[i] += weight * line[bounced(i + k, line.length)];
            }
            smooth[i] /= weights;
        }
        double[] values = new double[target];
        for (int i = 0; i < target; i++) {
            double position = (i + 0.5) * factor - 0.5;
            int before = (int) Math.floor(position);
            double share = position - before;
            values[i] = (1 - share) * smooth[bounced(before, line.length)]
                    + share * smooth[bounced(before + 1, line.length)];
        }
        return values;
    }

    private static int bounced(int pixel, int length) {
        int at = pixel;
        while (length > 1 && (at < 0 || at >= length)) {
            at = at < 0 ? -at : 2 * (length - 1) - at;
        }
        return length == 1 ? 0 : at;
    }

    private static float[] filtered(int target, Interpolation interpolation, Antialias antialias, float... line) {
        float[] values = new float[target];
        AxisFilter.of(line.length, target, interpolation, antialias).along(line, values);
        return values;
    }

    private static float[] weights(AxisFilter axis, int target, int source) {
        float[] weights = new float[source];
        for (int tap = 0; tap < axis.taps(); tap++) {
            weights[axis.first(target) + tap] = axis.weight(target, tap);
        }
        return weights;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
