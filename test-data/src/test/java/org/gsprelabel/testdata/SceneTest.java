package org.gsprelabel.testdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;

class SceneTest {

    @ParameterizedTest
    @CsvSource({"0, 0, 64, 48", "101, 37, 200, 150", "312, 299, 200, 213", "0, 400, 512, 1"})
    void aWindowIsACropOfTheWholeScene(int x, int y, int width, int height) {
        SceneSpec spec = SceneSpec.of(7, 512);
        byte[] whole = Scene.of(spec).render(0, 0, 512, 512);

        byte[] window = Scene.of(spec).render(x, y, width, height);

        byte[] crop = new byte[3 * width * height];
        for (int row = 0; row < height; row++) {
            System.arraycopy(whole, 3 * ((y + row) * 512 + x), crop, 3 * row * width, 3 * width);
        }
        assertThat(window).isEqualTo(crop);
    }

    @Test
    void theSeedDecidesThePixels() {
        byte[] seven = Scene.of(SceneSpec.of(7, 128)).render(0, 0, 128, 128);

        assertThat(Scene.of(SceneSpec.of(7, 128)).render(0, 0, 128, 128)).isEqualTo(seven);
        assertThat(Scene.of(SceneSpec.of(8, 128)).render(0, 0, 128, 128)).isNotEqualTo(seven);
    }

    @Test
    void theGeoreferenceDoesNotChangeThePixels() {
        SceneSpec spec = SceneSpec.of(7, 128);

        assertThat(Scene.of(spec.at(Georeference.utmRotated(30))).render(0, 0, 128, 128))
                .isEqualTo(Scene.of(spec).render(0, 0, 128, 128));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 42})
    void aSceneOf2048PixelsHoldsAFewHundredRoofsOfThreeClasses(long seed) {
        List<TruthObject> truth = Scene.of(SceneSpec.of(seed, 2048)).truth();

        assertThat(truth).hasSizeBetween(150, 300);
        Set<String> classes = truth.stream().map(TruthObject::className).collect(Collectors.toCollection(TreeSet::new));
        assertThat(classes).containsExactly("blue roof", "grey roof", "red roof");
        assertThat(truth)
                .anySatisfy(object ->
                        assertThat(object.pixels().getNumInteriorRing()).isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 42})
    void roofsAreValidAndApart(long seed) {
        List<TruthObject> truth = Scene.of(SceneSpec.of(seed, 2048)).truth();

        int pairs = 0;
        for (int i = 0; i < truth.size(); i++) {
            Polygon a = truth.get(i).pixels();
            assertThat(a.isValid()).as("%s", a).isTrue();
            for (int j = i + 1; j < truth.size(); j++) {
                Polygon b = truth.get(j).pixels();
                double distance = a.distance(b);
                if (distance < 4) {
                    pairs++;
                    assertThat(distance).isBetween(1.99, 2.01);
                }
            }
        }
        assertThat(pairs).isBetween(1, 8);
    }

    @Test
    void roofsMeasureSixToFortyMetres() {
        for (TruthObject object : Scene.of(SceneSpec.of(7, 2048)).truth()) {
            Envelope box = object.pixels().getEnvelopeInternal();
            boolean cut = box.getMinX() <= 0 || box.getMinY() <= 0 || box.getMaxX() >= 1600 || box.getMaxY() >= 1600;
            if (!cut) {
                double longest = new org.locationtech.jts.algorithm.MinimumDiameter(object.pixels())
                        .getMinimumRectangle()
                        .getLength();
                assertThat(longest / 2 * 0.3).as("length and width, in metres").isBetween(12.0, 80.0);
            }
        }
    }

    @Test
    void aWindowListsTheRoofsThatMeetIt() {
        Scene scene = Scene.of(SceneSpec.of(7, 1024));
        Envelope window = new Envelope(300, 620, 210, 500);

        List<String> inWindow = scene.truth(300, 210, 320, 290).stream()
                .map(object -> object.pixels().toText())
                .toList();

        List<String> expected = scene.truth().stream()
                .filter(object -> object.pixels().getEnvelopeInternal().intersects(window))
                .map(object -> object.pixels().toText())
                .toList();
        assertThat(inWindow).containsExactlyElementsOf(expected);
        assertThat(inWindow).hasSizeGreaterThan(3);
    }

    /** Colour alone tells the classes apart, in light and shade: a roof pixel is never as green as the land around. */
    @Test
    void truthOutlinesLieOnThePixelsOfTheirClass() {
        Scene scene = Scene.of(SceneSpec.of(7, 1024));
        byte[] pixels = scene.render(0, 0, 1024, 1024);
        long agreeing = 0;
        long all = 0;
        for (TruthObject object : scene.truth()) {
            Geometry inner = object.pixels().buffer(-1);
            IndexedPointInAreaLocator locator = new IndexedPointInAreaLocator(inner);
            Envelope box = inner.getEnvelopeInternal();
            for (int y = (int) box.getMinY(); y < box.getMaxY(); y++) {
                for (int x = (int) box.getMinX(); x < box.getMaxX(); x++) {
                    if (locator.locate(new Coordinate(x + 0.5, y + 0.5)) == Location.INTERIOR) {
                        all++;
                        int i = 3 * (y * 1024 + x);
                        if (className(pixels[i] & 0xFF, pixels[i + 1] & 0xFF, pixels[i + 2] & 0xFF)
                                .equals(object.className())) {
                            agreeing++;
                        }
                    }
                }
            }
        }
        assertThat(all).isGreaterThan(50_000);
        assertThat(agreeing / (double) all).isGreaterThan(0.999);
    }

    private static String className(int red, int green, int blue) {
        if (red > 1.35 * green) {
            return "red roof";
        }
        return blue > 1.15 * green ? "blue roof" : Math.min(red, green) > 125 ? "grey roof" : "ground";
    }

    @Test
    void validPixelsAreNeverZeroAndTheNodataCornerAlwaysIs() {
        SceneSpec spec = SceneSpec.of(7, 512);
        byte[] pixels = Scene.of(spec).render(0, 0, 512, 512);
        int empty = 0;
        int zeros = 0;
        for (int i = 0; i < pixels.length; i += 3) {
            int zero = (pixels[i] == 0 ? 1 : 0) + (pixels[i + 1] == 0 ? 1 : 0) + (pixels[i + 2] == 0 ? 1 : 0);
            zeros += zero;
            empty += zero == 3 ? 1 : 0;
        }
        assertThat(zeros).isEqualTo(3 * empty);
        // Shoelace area of the corner polygon: 0.0149 of the scene.
        assertThat(empty / (512.0 * 512)).isBetween(0.0147, 0.0151);
        assertThat(pixels[pixels.length - 1]).isZero();
    }

    @Test
    void noRoofReachesIntoTheNodataCorner() {
        Scene scene = Scene.of(SceneSpec.of(42, 1024));
        byte[] pixels = scene.render(0, 0, 1024, 1024);
        Geometry whole = new GeometryFactory().toGeometry(new Envelope(0, 1024, 0, 1024));
        for (TruthObject object : scene.truth()) {
            assertThat(whole.covers(object.pixels())).isTrue();
            Coordinate middle = object.pixels().getInteriorPoint().getCoordinate();
            int column = (int) middle.x;
            int row = (int) middle.y;
            assertThat(pixels[3 * (row * 1024 + column)]).isNotZero();
        }
    }

    @Test
    void aSceneWithoutNodataHasNoZero() {
        byte[] pixels = Scene.of(SceneSpec.of(7, 256).withoutNodata()).render(0, 0, 256, 256);

        byte[] sorted = pixels.clone();
        Arrays.sort(sorted);
        assertThat(Arrays.binarySearch(sorted, (byte) 0)).isNegative();
    }

    @Test
    void aWindowOutsideIsRefused() {
        Scene scene = Scene.of(SceneSpec.of(7, 128));

        assertThatThrownBy(() -> scene.render(100, 0, 64, 64))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 x 64 at (100, 0)");
    }
}
