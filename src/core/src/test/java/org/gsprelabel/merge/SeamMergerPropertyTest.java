package org.gsprelabel.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.MaskVectorizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.valid.IsValidOp;

class SeamMergerPropertyTest {

    @ParameterizedTest
    @CsvSource({"16, 1", "16, 4", "16, 7", "32, 4", "32, 15", "64, 8", "200, 20"})
    void objectsCutIntoTilesComeBackAsIfNeverCut(int tileSize, int overlap) {
        for (long seed = 0; seed < 8; seed++) {
            BitMask image = Scene.random(new Random(seed), 150, 110, 25);

            assertComesBack(image, tileSize, overlap);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.3, 8, 1", "0.5, 8, 3", "0.6, 12, 5", "0.62, 16, 1", "0.7, 20, 6"})
    void evenNoiseComesBack(double density, int tileSize, int overlap) {
        for (long seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            BitMask image = new BitMask(0, 0, 70, 50);
            for (int row = 0; row < 50; row++) {
                for (int column = 0; column < 70; column++) {
                    if (random.nextDouble() < density) {
                        image.set(column, row);
                    }
                }
            }

            assertComesBack(image, tileSize, overlap);
        }
    }

    private static void assertComesBack(BitMask image, int tileSize, int overlap) {
        TileGrid grid = new TileGrid(image.width(), image.height(), tileSize, overlap);
        List<Candidate> merged = new Scene(grid).see(image).merge();

        assertThat(merged)
                .extracting(candidate -> candidate.geometry().toText())
                .containsExactlyInAnyOrderElementsOf(MaskVectorizer.polygons(image).stream()
                        .map(Geometry::toText)
                        .toList());
        assertThat(merged).allMatch(candidate -> candidate.cutSides().isEmpty());
    }

    @ParameterizedTest
    @EnumSource(value = MergeStrategy.class, mode = EnumSource.Mode.EXCLUDE, names = "WEIGHTED")
    void theOrderOfTheCandidatesOfATileDoesNotMatter(MergeStrategy strategy) {
        TileGrid grid = new TileGrid(150, 110, 32, 8);
        Scene scene = new Scene(grid);
        Random random = new Random(3);
        addBlunders(scene, grid, random, 600);

        assertOrderDoesNotMatter(grid, scene, strategy, random);
    }

    @Test
    void theOrderOfTheBoxesOfATileDoesNotMatterToTheirMean() {
        TileGrid grid = new TileGrid(120, 150, 32, 8);
        Scene scene = new Scene(grid);
        Random random = new Random(4);
        addViewsOfLargeBoxes(scene, grid, random, 256);
        addViewsOfLargeBoxes(scene, grid, random, 256);

        assertOrderDoesNotMatter(grid, scene, MergeStrategy.WEIGHTED, random);
    }

    private static void assertOrderDoesNotMatter(TileGrid grid, Scene scene, MergeStrategy strategy, Random random) {
        List<Candidate> expected = scene.merge(strategy);

        for (int round = 0; round < 5; round++) {
            Scene shuffled = new Scene(grid);
            List<Candidate> all = new ArrayList<>();
            scene.allTiles().forEach(tile -> all.addAll(scene.candidates(tile)));
            Collections.shuffle(all, random);
            shuffled.addAll(all);

            assertThat(shuffled.merge(strategy)).containsExactlyElementsOf(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"UNION, 32, 8", "BEST, 32, 8", "LARGEST, 32, 8", "UNION, 16, 1", "BEST, 16, 3"})
    void mergingWhatWasMergedChangesNothing(MergeStrategy strategy, int tileSize, int overlap) {
        TileGrid grid = new TileGrid(150, 110, tileSize, overlap);
        for (long seed = 0; seed < 5; seed++) {
            Scene scene = new Scene(grid).see(Scene.random(new Random(seed), 150, 110, 25));
            List<Candidate> once = scene.merge(strategy);

            assertThat(new Scene(grid).addAll(once).merge(strategy)).containsExactlyInAnyOrderElementsOf(once);
        }
    }

    @Test
    void shiftingTheImageByAStepShiftsTheOutcome() {
        int step = 24;
        int margin = 8;
        BitMask objects = Scene.random(new Random(11), 100, 90, 20);
        // The margin keeps objects out of the overlap with tiles that exist only after the shift.
        BitMask image = shifted(objects, margin, margin);
        BitMask moved = shifted(objects, margin + step, margin + 2 * step);
        TileGrid grid = new TileGrid(margin + 100 + step, margin + 90 + 2 * step, 32, 8);

        List<Candidate> before = new Scene(grid).see(image).merge();
        List<Candidate> after = new Scene(grid).see(moved).merge();

        assertThat(after).hasSameSizeAs(before);
        for (int i = 0; i < before.size(); i++) {
            Geometry expected = before.get(i).geometry().copy();
            expected.apply(AffineTransformation.translationInstance(step, 2 * step));
            assertThat(after.get(i).geometry().equalsExact(expected)).isTrue();
            TileId tile = before.get(i).tile();
            assertThat(after.get(i).tile()).isEqualTo(new TileId(tile.row() + 2, tile.column() + 1));
        }
    }

    private static BitMask shifted(BitMask mask, int x, int y) {
        BitMask moved = new BitMask(x, y, mask.width(), mask.height());
        System.arraycopy(mask.words(), 0, moved.words(), 0, mask.words().length);
        return moved;
    }

    @Test
    void whateverComesInValidGeometriesComeOutAndNothingIsLost() {
        TileGrid grid = new TileGrid(150, 110, 32, 8);
        for (long seed = 0; seed < 5; seed++) {
            Scene scene = new Scene(grid);
            addBlunders(scene, grid, new Random(seed), 300);

            List<Candidate> merged = scene.merge();

            assertThat(merged).allSatisfy(candidate -> {
                assertThat(new IsValidOp(candidate.geometry()).getValidationError())
                        .isNull();
            });
            assertThat(merged.stream().mapToLong(Candidate::pieces).sum()).isEqualTo(scene.size());
        }
    }

    @Test
    void theGroundThatAClassCoversIsConservedByTheUnion() {
        TileGrid grid = new TileGrid(150, 110, 32, 8);
        for (long seed = 0; seed < 5; seed++) {
            Scene scene = new Scene(grid);
            addBlunders(scene, grid, new Random(seed), 300);
            List<Candidate> all = new ArrayList<>();
            scene.allTiles().forEach(tile -> all.addAll(scene.candidates(tile)));

            List<Candidate> merged = scene.merge();

            for (String className : List.of(Scene.ROOF, "tree")) {
                Geometry before = covered(all, className);
                assertThat(before.getArea()).isGreaterThan(1000);
                assertThat(covered(merged, className).symDifference(before).getArea())
                        .isLessThan(1e-6);
            }
        }
    }

    private static Geometry covered(List<Candidate> candidates, String className) {
        return OverlayNGRobust.union(candidates.stream()
                .filter(candidate -> candidate.className().equals(className))
                .map(Candidate::geometry)
                .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "UNION, 16, 3",
        "UNION, 16, 7",
        "UNION, 32, 8",
        "BEST, 16, 3",
        "BEST, 32, 8",
        "LARGEST, 16, 7",
        "LARGEST, 32, 8"
    })
    void whatIsFoldedOnTheWayIsTheSameAsAllPiecesAtOnce(MergeStrategy strategy, int tileSize, int overlap) {
        for (long seed = 0; seed < 20; seed++) {
            TileGrid grid = new TileGrid(120, 150, tileSize, overlap);
            Scene scene = new Scene(grid);
            addViewsOfLargeBoxes(scene, grid, new Random(seed), seed % 2 == 0 ? 1 : 256);

            List<String> atOnce = merged(scene, grid, strategy, false);

            assertThat(atOnce).as("seed %d", seed).isNotEmpty();
            assertThat(merged(scene, grid, strategy, true)).as("seed %d", seed).isEqualTo(atOnce);
        }
    }

    private static List<String> merged(Scene scene, TileGrid grid, MergeStrategy strategy, boolean folding) {
        List<String> merged = new ArrayList<>();
        SeamMerger merger = new SeamMerger(
                grid, MergeRules.of(strategy), (candidate, extent) -> merged.add(candidate + " in " + extent), folding);
        scene.allTiles().forEach(tile -> merger.add(tile, scene.candidates(tile)));
        merger.finish();
        merged.add(merger.statistics().toString());
        return merged;
    }

    /** Boxes up to as large as the image, as most of the windows that they touch show them, with any confidence. */
    private static void addViewsOfLargeBoxes(Scene scene, TileGrid grid, Random random, int fractions) {
        for (int i = 0; i < 12; i++) {
            double x = random.nextInt(grid.width() * fractions) / (double) fractions;
            double y = random.nextInt(grid.height() * fractions) / (double) fractions;
            Envelope box = new Envelope(
                    x,
                    Math.min(grid.width(), x + 4 + random.nextInt(grid.width())),
                    y,
                    Math.min(grid.height(), y + 4 + random.nextInt(grid.height())));
            for (TileId tile : grid.tilesTouching(box).orElseThrow()) {
                PixelRect window = grid.tile(tile).window();
                Envelope view = box.intersection(new Envelope(window.x(), window.right(), window.y(), window.bottom()));
                if (view.getArea() > 0 && random.nextInt(10) > 0) {
                    Geometry shape = new GeometryFactory().toGeometry(view);
                    scene.add(tile, shape, i % 3 == 0 ? "tree" : Scene.ROOF, random.nextInt(100) / 100.0);
                }
            }
        }
    }

    /** Boxes with real corners, triangles and pixel shapes, of two classes, many of them doubled or overlapping. */
    private static void addBlunders(Scene scene, TileGrid grid, Random random, int count) {
        List<TileId> tiles = scene.allTiles();
        for (int i = 0; i < count; i++) {
            TileId tile = tiles.get(random.nextInt(tiles.size()));
            double x = grid.tile(tile).window().x() + random.nextInt(20);
            double y = grid.tile(tile).window().y() + random.nextInt(20);
            double width = 1 + random.nextInt(11);
            double height = 1 + random.nextInt(11);
            double right = x + width;
            double bottom = y + height;
            Geometry shape = switch (random.nextInt(4)) {
                case 0 -> polygon(x, y, x, bottom, right, bottom, right, y);
                case 1 -> polygon(x + 0.25, y + 0.3, x + 0.25, bottom, right, bottom, right, y + 0.3);
                case 2 -> polygon(x, y, x, bottom, right, y);
                default ->
                    polygon(x, y, x, bottom + 1, x + 1, bottom + 1, x + 1, bottom, right + 1, bottom, right + 1, y);
            };
            String className = random.nextInt(3) == 0 ? "tree" : Scene.ROOF;
            scene.add(tile, shape, className, random.nextInt(4) / 4.0);
        }
    }

    private static Geometry polygon(double... xy) {
        Coordinate[] ring = new Coordinate[xy.length / 2 + 1];
        for (int i = 0; i < ring.length; i++) {
            int corner = i % (ring.length - 1);
            ring[i] = new Coordinate(xy[2 * corner], xy[2 * corner + 1]);
        }
        return new GeometryFactory().createPolygon(ring);
    }
}
