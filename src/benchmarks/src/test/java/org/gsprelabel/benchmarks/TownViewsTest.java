package org.gsprelabel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.merge.MergeRules;
import org.gsprelabel.merge.MergeStrategy;
import org.gsprelabel.merge.SeamMerger;
import org.gsprelabel.testdata.Score;
import org.gsprelabel.testdata.TruthObject;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Geometry;

/** A town of ten thousand roofs, seen through tiles, merged, and held against the town. */
class TownViewsTest {

    private static final int SIDE = 6600;
    private static final double SCALE = 0.5;

    @ParameterizedTest(name = "tiles of {0}, overlap {1}, views a pixel too small within {2} of a cut")
    @CsvSource({
        "256, 0.10, 0",
        "256, 0.15, 4",
        "512, 0.125, 0",
        "512, 0.10, 8",
        "640, 0.125, 4",
        "1024, 0.10, 0",
        "1024, 0.15, 8",
    })
    void everyRoofComesBackOnceAndAsItIs(int tileSize, double overlap, int blur) {
        TileGrid grid = new TileGrid(SIDE, SIDE, tileSize, TileGrid.overlapPixels(tileSize, overlap, 1));
        TownViews town = new TownViews(grid, 11, SCALE, blur);
        Map<String, List<Geometry>> merged = merge(town).stream()
                .collect(Collectors.groupingBy(
                        Candidate::className, Collectors.mapping(Candidate::geometry, Collectors.toList())));
        Map<String, List<Geometry>> truth = town.truth(new PixelRect(0, 0, SIDE, SIDE)).stream()
                .collect(Collectors.groupingBy(
                        TruthObject::className, Collectors.mapping(TruthObject::pixels, Collectors.toList())));

        assertThat(truth.values().stream().mapToInt(List::size).sum()).isGreaterThan(10_000);
        assertThat(merged.keySet()).isEqualTo(truth.keySet());
        truth.forEach((className, roofs) -> {
            Score score = Score.of(roofs, merged.getOrDefault(className, List.of()), 0.9);
            assertThat(score.recall()).as("recall of %s", className).isGreaterThanOrEqualTo(0.999);
            assertThat(score.precision()).as("precision of %s", className).isGreaterThanOrEqualTo(0.999);
            assertThat(score.duplicates()).as("duplicates of %s", className).isZero();
        });
    }

    private static List<Candidate> merge(TownViews town) {
        List<Candidate> merged = new ArrayList<>();
        SeamMerger merger = new SeamMerger(
                town.grid(), MergeRules.of(MergeStrategy.UNION), (candidate, extent) -> merged.add(candidate));
        for (int row = 0; row < town.grid().rows(); row++) {
            for (int column = 0; column < town.grid().columns(); column++) {
                TileId tile = new TileId(row, column);
                merger.add(tile, town.candidates(tile));
            }
        }
        merger.finish();
        return merged;
    }
}
