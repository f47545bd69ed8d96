package org.gsprelabel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.filter.FilterCriteria;
import org.gsprelabel.inference.DetectionTask;
import org.gsprelabel.inference.TileParameters;
import org.gsprelabel.merge.MergeRules;
import org.gsprelabel.merge.MergeStrategy;
import org.gsprelabel.shape.ShapeCleaning;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.ConnectedComponents;
import org.gsprelabel.vectorize.MaskRasterizer;
import org.gsprelabel.vectorize.MaskVectorizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/**
 * Whole runs of a model that is less sure of what lies near the border of its window, as real networks are. What its blend
 * must be is worked out here, pixel by pixel.
 */
class BlendedRunTest {

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();
    /** Scores nearer to a decision than this may fall either way: they are whole numbers of 16 bits. */
    private static final double UNDECIDED = 1e-4;

    @ParameterizedTest(name = "exclusive {0}, tiles of {1}, overlap {2}")
    @CsvSource({"false, 32, 0.25", "true, 32, 0.25", "false, 64, 0.125", "true, 48, 0.45", "false, 32, 0.01"})
    void decisionsAreThoseOfTheAnalyticBlendAndObjectsAreWhole(boolean exclusive, int tileSize, double overlap) {
        // Windows that end with the raster: what a model sees in the reflection behind it may join objects.
        int step = tileSize - TileGrid.overlapPixels(tileSize, overlap, 1);
        Waves waves = new Waves(7, tileSize + 3 * step, tileSize + 2 * step);
        BorderShy model = new BorderShy(exclusive, true);

        RunOutcome outcome = run(waves, model, tileSize, overlap, MergeStrategy.UNION, Optional.empty(), 2, 2);

        TileGrid grid = outcome.report().plan().tileGrid();
        assertThat(grid.size()).isEqualTo(12);
        for (int classIndex : model.objectClasses()) {
            BitMask found = maskOf(waves, outcome, model.classNames().get(classIndex));
            int undecided = 0;
            for (int y = 0; y < waves.height(); y++) {
                for (int x = 0; x < waves.width(); x++) {
                    double margin = margin(waves, model, grid, classIndex, x, y);
                    if (Math.abs(margin) < UNDECIDED) {
                        undecided++;
                    } else {
                        assertThat(found.get(x, y))
                                .as("class %d at %d, %d, margin %s", classIndex, x, y, margin)
                                .isEqualTo(margin > 0);
                    }
                }
            }
            assertThat(undecided).isLessThan(waves.width() * waves.height() / 500);
            assertThat(found.cardinality()).isPositive();
            // Every object is a component of the mask: nothing is cut at a seam, nothing is there twice.
            assertThat(normalised(ofClass(outcome, model.classNames().get(classIndex))))
                    .isEqualTo(normalised(components(found)));
        }
    }

    @Test
    void neighboursAgreeInTheirStripBitForBitWhereTheyDisagreedWithoutBlending() {
        Waves waves = new Waves(3, 150, 121);

        assertThat(pixelsOfDispute(waves, new BorderShy(false, true))).isZero();
        assertThat(pixelsOfDispute(waves, new BorderShy(true, true))).isZero();
        assertThat(pixelsOfDispute(waves, new BorderShy(false, false))).isGreaterThan(300);
        assertThat(pixelsOfDispute(waves, new BorderShy(true, false))).isGreaterThan(300);
    }

    @Test
    void threadsAndBatchNeverChangeAByte() {
        Waves waves = new Waves(5, 190, 140);
        BorderShy model = new BorderShy(true, true);
        byte[] reference = bytes(run(waves, model, 32, 0.25, MergeStrategy.UNION, Optional.empty(), 1, 1));

        for (int[] variant : new int[][] {{2, 1}, {4, 4}, {1, 5}, {7, 3}}) {
            assertThat(bytes(
                            run(waves, model, 32, 0.25, MergeStrategy.UNION, Optional.empty(), variant[0], variant[1])))
                    .isEqualTo(reference);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void aRegionGivesExactlyTheObjectsOfTheWholeRunAndNoTileRunsTwice(int seed) {
        Waves waves = new Waves(seed, 230, 190);
        SplittableRandom random = new SplittableRandom(seed);
        int x = random.nextInt(200);
        int y = random.nextInt(160);
        Geometry region =
                GEOMETRIES.toGeometry(new Envelope(x, x + 5 + random.nextInt(40), y, y + 5 + random.nextInt(30)));
        RunOutcome whole = run(waves, new BorderShy(true, true), 32, 0.25, MergeStrategy.UNION, Optional.empty(), 1, 1);
        List<Candidate> expected = new ArrayList<>();
        for (Candidate candidate : whole.candidates()) {
            if (candidate.geometry().intersects(region)) {
                expected.add(candidate);
            }
        }
        BorderShy model = new BorderShy(true, true);

        RunOutcome part = run(waves, model, 32, 0.25, MergeStrategy.UNION, Optional.of(region), 2, 2);

        assertThat(bytes(part)).isEqualTo(bytes(expected));
        assertThat(new HashSet<>(model.windowsSeen())).hasSameSizeAs(model.windowsSeen());
        assertThat(notesOnTilesBeside(part)).isEqualTo(expectedNotes(beside(model, part)));
    }

    @Test
    void tilesWithoutDataBesideARegionDoNotRunAndAreNotCounted() {
        Geometry region = GEOMETRIES.toGeometry(new Envelope(40, 44, 70, 76));
        Waves waves = new Waves(2, 230, 190);
        BorderShy everywhere = new BorderShy(true, true);
        RunOutcome all = run(waves, everywhere, 32, 0.25, MergeStrategy.NONE, Optional.of(region), 1, 1);
        // Windows of 32 every 24 pixels: those from 48 on hold no valid pixel.
        waves.invalidateFrom(48);
        BorderShy model = new BorderShy(true, true);

        RunOutcome part = run(waves, model, 32, 0.25, MergeStrategy.NONE, Optional.of(region), 2, 1);

        // The region lies in the windows of column 1 and rows 2 and 3; around them are columns 0 to 2 of rows 1 to 4.
        assertThat(all.report().tilesRun()).isEqualTo(2);
        assertThat(notesOnTilesBeside(all)).isEqualTo(expectedNotes(10));
        assertThat(part.report().tilesRun()).isEqualTo(2);
        assertThat(part.report().tilesSkipped()).isZero();
        assertThat(model.windowsSeen()).hasSize(8);
        assertThat(notesOnTilesBeside(part)).isEqualTo(expectedNotes(6));
    }

    /** Tiles that were looked at, and are none of those that the objects of the region lie in. */
    private static long beside(BorderShy model, RunOutcome part) {
        return model.windowsSeen().size() - part.report().tilesRun();
    }

    private static List<String> expectedNotes(long beside) {
        return beside == 0
                ? List.of()
                : List.of((beside == 1 ? "1 tile" : beside + " tiles")
                        + " beside those of the region ran, too: their scores are blended into it");
    }

    private static List<String> notesOnTilesBeside(RunOutcome outcome) {
        return outcome.report().notes().stream()
                .filter(note -> note.contains("beside those of the region"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"true, 0, 32", "false, 0, 32", "true, 0.25, 256", "false, 0.25, 256"})
    void withoutNeighboursThatShareAPixelNothingChanges(boolean exclusive, double overlap, int tileSize) {
        Waves waves = new Waves(9, 100, 90);

        RunOutcome blended = run(
                waves, new BorderShy(exclusive, true), tileSize, overlap, MergeStrategy.NONE, Optional.empty(), 1, 1);
        RunOutcome plain = run(
                waves, new BorderShy(exclusive, false), tileSize, overlap, MergeStrategy.NONE, Optional.empty(), 1, 1);

        List<Candidate> left = copy(blended);
        List<Candidate> right = copy(plain);
        assertThat(left).hasSameSizeAs(right).isNotEmpty();
        Map<Geometry, Candidate> byShape = new HashMap<>();
        right.forEach(candidate -> byShape.put(candidate.geometry().norm(), candidate));
        assertThat(left).allSatisfy(candidate -> {
            Candidate other =
                    Objects.requireNonNull(byShape.get(candidate.geometry().norm()));
            assertThat(candidate.className()).isEqualTo(other.className());
            assertThat(candidate.confidence()).isCloseTo(other.confidence(), within(2e-5));
        });
    }

    @Test
    void aTileWithoutAValidPixelHasNoSay() {
        Waves waves = new Waves(4, 80, 32);
        // Windows of 32 every 24 pixels: those from 48 on hold no valid pixel.
        waves.invalidateFrom(48);
        BorderShy model = new BorderShy(false, true);

        RunOutcome outcome = run(waves, model, 32, 0.25, MergeStrategy.UNION, Optional.empty(), 1, 1);

        assertThat(outcome.report().tilesSkipped()).isEqualTo(1);
        assertThat(outcome.report().tilesRun()).isEqualTo(2);
        BitMask found = maskOf(waves, outcome, "crest");
        TileGrid seen = new TileGrid(56, 32, 32, 8);
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 80; x++) {
                boolean expected = x < 48 && margin(waves, model, seen, 0, x, y) > 0;
                assertThat(found.get(x, y)).as("%d, %d", x, y).isEqualTo(expected);
            }
        }
    }

    @Test
    void whatATileCannotSayItsNeighbourSays() {
        Waves waves = new Waves(4, 56, 32);
        BorderShy model = new BorderShy(false, true);
        model.breakWindow(1);

        RunOutcome outcome = run(waves, model, 32, 0.25, MergeStrategy.UNION, Optional.empty(), 1, 1);

        assertThat(outcome.report().rejected()).containsEntry(Rejection.NOT_FINITE, 1L);
        BitMask found = maskOf(waves, outcome, "crest");
        TileGrid first = new TileGrid(32, 32, 32, 8);
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 56; x++) {
                boolean expected = x < 32 && margin(waves, model, first, 0, x, y) > 0;
                assertThat(found.get(x, y)).as("%d, %d", x, y).isEqualTo(expected);
            }
        }
    }

    @Test
    void aRunCanBeCancelledBeforeTheFirstTileIsDecided() {
        Waves waves = new Waves(1, 400, 100);
        BorderShy model = new BorderShy(false, true);
        RunListener impatient = new RunListener() {
            @Override
            public void tilesDone(long done, long total) {}

            @Override
            public boolean isCancelled() {
                return model.windowsSeen().size() >= 3;
            }
        };

        assertThatThrownBy(() -> new PreLabelRun(
                                waves,
                                new DetectionTask(model.model(), 0),
                                waves.plan(model, 32, 0.25),
                                parameters(MergeStrategy.UNION, Optional.empty(), 1, 1),
                                TestGround.METRES,
                                impatient)
                        .execute())
                .isInstanceOf(RunCancelledException.class)
                .hasMessage("cancelled after 0 of 68 tiles");
        assertThat(model.windowsSeen()).hasSize(3);
    }

    private static RunOutcome run(
            Waves waves,
            BorderShy model,
            int tileSize,
            double overlap,
            MergeStrategy merge,
            Optional<Geometry> region,
            int threads,
            int batch) {
        return new PreLabelRun(
                        waves,
                        new DetectionTask(model.model(), 0),
                        waves.plan(model, tileSize, overlap),
                        parameters(merge, region, threads, batch),
                        TestGround.METRES,
                        RunListener.NONE)
                .execute();
    }

    private static RunParameters parameters(MergeStrategy merge, Optional<Geometry> region, int threads, int batch) {
        return new RunParameters(
                new TileParameters(Set.of(), 0.5),
                MergeRules.of(merge),
                ShapeCleaning.NONE,
                FilterCriteria.ALL,
                region,
                threads,
                batch);
    }

    /** By how much the blended scores of a pixel speak for a class: above one half, or above every other class. */
    private static double margin(Waves waves, BorderShy model, TileGrid grid, int classIndex, int x, int y) {
        double[] sums = new double[model.classNames().size()];
        double weights = 0;
        for (TileId tile : TileSet.all(grid)) {
            PixelRect window = grid.tile(tile).window();
            if (window.contains(new PixelRect(x, y, 1, 1))) {
                int column = x - window.x();
                int row = y - window.y();
                double weight =
                        ramp(column, tile.column(), grid.columns(), grid) * ramp(row, tile.row(), grid.rows(), grid);
                double[] scores = model.scores(waves.unit(x, y), column, row, grid.tileSize());
                for (int c = 0; c < sums.length; c++) {
                    sums[c] += weight * scores[c];
                }
                weights += weight;
            }
        }
        double rival = 0.5 * weights;
        if (model.isExclusive()) {
            rival = 0;
            for (int c = 0; c < sums.length; c++) {
                rival = c == classIndex ? rival : Math.max(rival, sums[c]);
            }
        }
        return (sums[classIndex] - rival) / weights;
    }

    private static double ramp(int offset, int index, int count, TileGrid grid) {
        double weight = 1;
        if (index > 0 && offset < grid.overlap()) {
            weight = (offset + 0.5) / grid.overlap();
        }
        if (index < count - 1 && offset >= grid.tileSize() - grid.overlap()) {
            weight = (grid.tileSize() - offset - 0.5) / grid.overlap();
        }
        return weight;
    }

    /** Pixels that one of two neighbours calls an object of a class and the other does not. */
    private static long pixelsOfDispute(Waves waves, BorderShy model) {
        RunOutcome outcome = run(waves, model, 32, 0.25, MergeStrategy.NONE, Optional.empty(), 1, 1);
        TileGrid grid = outcome.report().plan().tileGrid();
        long disputed = 0;
        for (int classIndex : model.objectClasses()) {
            Map<TileId, BitMask> masks = new HashMap<>();
            for (Candidate candidate : ofClass(outcome, model.classNames().get(classIndex))) {
                masks.computeIfAbsent(candidate.tile(), tile -> new BitMask(0, 0, waves.width(), waves.height()))
                        .or(MaskRasterizer.fill(
                                candidate.geometry(), new PixelRect(0, 0, waves.width(), waves.height())));
            }
            BitMask nothing = new BitMask(0, 0, waves.width(), waves.height());
            for (TileId a : TileSet.all(grid)) {
                for (TileId b : TileSet.all(grid)) {
                    if (a.compareTo(b) < 0 && grid.strip(a, b).isPresent()) {
                        disputed += differences(
                                masks.getOrDefault(a, nothing),
                                masks.getOrDefault(b, nothing),
                                grid.strip(a, b).orElseThrow());
                    }
                }
            }
        }
        return disputed;
    }

    private static long differences(BitMask a, BitMask b, PixelRect strip) {
        long count = 0;
        for (int y = strip.y(); y < strip.bottom(); y++) {
            for (int x = strip.x(); x < strip.right(); x++) {
                count += a.get(x, y) == b.get(x, y) ? 0 : 1;
            }
        }
        return count;
    }

    private static BitMask maskOf(Waves waves, RunOutcome outcome, String className) {
        BitMask mask = new BitMask(0, 0, waves.width(), waves.height());
        for (Candidate candidate : ofClass(outcome, className)) {
            mask.or(MaskRasterizer.fill(candidate.geometry(), new PixelRect(0, 0, waves.width(), waves.height())));
        }
        return mask;
    }

    private static List<Geometry> components(BitMask mask) {
        return ConnectedComponents.of(mask).stream()
                .map(component -> (Geometry) GEOMETRIES.createMultiPolygon(
                        MaskVectorizer.polygons(component).toArray(Polygon[]::new)))
                .toList();
    }

    private static Set<String> normalised(List<? extends Object> shapes) {
        Set<String> texts = new HashSet<>();
        for (Object shape : shapes) {
            Geometry geometry = shape instanceof Candidate candidate ? candidate.geometry() : (Geometry) shape;
            Geometry single = geometry.getNumGeometries() == 1 ? geometry.getGeometryN(0) : geometry;
            texts.add(single.norm().toText());
        }
        assertThat(texts).hasSameSizeAs(shapes);
        return texts;
    }

    private static List<Candidate> ofClass(RunOutcome outcome, String className) {
        return copy(outcome).stream()
                .filter(candidate -> candidate.className().equals(className))
                .toList();
    }

    private static List<Candidate> copy(RunOutcome outcome) {
        List<Candidate> candidates = new ArrayList<>();
        outcome.candidates().forEach(candidates::add);
        return candidates;
    }

    private static byte[] bytes(RunOutcome outcome) {
        return bytes(copy(outcome));
    }

    private static byte[] bytes(List<Candidate> candidates) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (Candidate candidate : candidates) {
                new CandidateCodec().write(candidate, new DataOutputStream(bytes));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }
}
