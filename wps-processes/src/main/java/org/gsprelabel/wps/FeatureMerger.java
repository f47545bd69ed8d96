package org.gsprelabel.wps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.referencing.CRS;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.Provenance;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.filter.PolygonSimplifier;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.geotools.features.Prediction;
import org.gsprelabel.geotools.features.PredictionCollection;
import org.gsprelabel.geotools.features.PredictionReader;
import org.gsprelabel.geotools.features.PredictionSchema;
import org.gsprelabel.geotools.features.PredictionWriter;
import org.gsprelabel.geotools.features.TileGridText;
import org.gsprelabel.geotools.referencing.GroundArea;
import org.gsprelabel.merge.MergeStatistics;
import org.gsprelabel.merge.MergeStrategy;
import org.gsprelabel.merge.SeamMerger;
import org.gsprelabel.merge.ShapeMerger;
import org.gsprelabel.pipeline.CandidateCodec;
import org.gsprelabel.pipeline.PreLabelRun;
import org.gsprelabel.pipeline.SpillStore;
import org.gsprelabel.tile.TileId;

/**
 * Merges features. Those of one grid and one model are merged by what their tiles saw, as within a run; features that do
 * not say where their tiles lie, by the overlap of their shapes, and the report says so. A merged feature has the
 * provenance of the first of its pieces' tiles; where that tile was run more than once, of the latest run.
 */
final class FeatureMerger {

    /** Predictions of one grid and model. */
    private static final class Partition {
        private final Map<TileId, List<Candidate>> tiles = new TreeMap<>();
        private final Map<TileId, Provenance> provenance = new HashMap<>();

        void add(Prediction prediction) {
            TileId tile = prediction.candidate().tile();
            tiles.computeIfAbsent(tile, id -> new ArrayList<>()).add(prediction.candidate());
            provenance.merge(
                    tile,
                    prediction.provenance(),
                    (a, b) -> Comparator.comparing(Provenance::timestamp).compare(a, b) >= 0 ? a : b);
        }

        Provenance provenanceOf(TileId tile) {
            return Objects.requireNonNull(provenance.get(tile));
        }
    }

    /** Sorts by text: grid, then model; the empty grid, of features that do not say, comes first. */
    private record Key(String grid, String model) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return Comparator.comparing(Key::grid).thenComparing(Key::model).compare(this, other);
        }
    }

    private final MergeStrategy strategy;
    private final double simplifyMetres;
    private final RejectionCounts rejections = new RejectionCounts();
    private final List<String> notes = new ArrayList<>();

    FeatureMerger(MergeStrategy strategy, double simplifyMetres) {
        Simplification.requireTolerance(simplifyMetres);
        this.strategy = strategy;
        this.simplifyMetres = simplifyMetres;
    }

    PreLabelResult merge(SimpleFeatureCollection features, ProgressBridge progress) {
        CoordinateReferenceSystem crs = features.getSchema().getCoordinateReferenceSystem();
        if (crs == null) {
            throw new IllegalArgumentException("features have no coordinate reference system; areas need one");
        }
        if (!features.isEmpty()) {
            Inputs.requireAttribute(features.getSchema(), PredictionSchema.CONFIDENCE, "merging");
            Inputs.requireAttribute(features.getSchema(), PredictionSchema.CLASS_NAME, "merging");
        }
        TreeMap<Key, Partition> partitions = new TreeMap<>();
        long in = partition(features, partitions, progress);
        List<PredictionCollection.Part> parts = new ArrayList<>();
        try {
            MergeStatistics sum = new MergeStatistics(0, 0, 0, 0);
            for (Map.Entry<Key, Partition> entry : partitions.entrySet()) {
                SpillStore<Candidate> merged = new SpillStore<>(new CandidateCodec(), PreLabelRun.MEMORY_LIMIT);
                PredictionCollection.Part part =
                        new PredictionCollection.Part(merged, writer(crs, entry.getKey(), entry.getValue()));
                parts.add(part);
                sum = sum.plus(merge(crs, entry.getKey(), entry.getValue(), merged));
            }
            return new PreLabelResult(
                    new PredictionCollection(PredictionSchema.in(crs), parts),
                    ReportJson.of(in, sum.candidatesOut(), rejections, strategy, sum, notes));
        } catch (RuntimeException e) {
            parts.forEach(part -> part.candidates().close());
            throw e;
        }
    }

    private long partition(SimpleFeatureCollection features, Map<Key, Partition> partitions, ProgressBridge progress) {
        PredictionReader reader = new PredictionReader(features.getSchema());
        long total = features.size();
        long count = 0;
        try (SimpleFeatureIterator iterator = features.features()) {
            while (iterator.hasNext()) {
                count++;
                reader.read(iterator.next(), rejections)
                        .ifPresent(prediction -> partitions
                                .computeIfAbsent(
                                        new Key(
                                                prediction
                                                        .grid()
                                                        .map(TileGridText::toString)
                                                        .orElse(""),
                                                prediction.provenance().model()),
                                        key -> new Partition())
                                .add(prediction));
                progress.features(count, total);
            }
        }
        return count;
    }

    private MergeStatistics merge(
            CoordinateReferenceSystem crs, Key key, Partition partition, SpillStore<Candidate> merged) {
        if (key.grid().isEmpty()) {
            return mergeShapes(partition, merged);
        }
        TileGridText grid = TileGridText.parse(key.grid());
        double tolerance = Simplification.pixels(simplifyMetres, area(crs, grid), grid.grid());
        SeamMerger merger = new SeamMerger(
                grid.grid(),
                strategy,
                SeamMerger.DEFAULT_MIN_AGREEMENT,
                (candidate, extent) -> merged.add(
                        candidate.withGeometry(PolygonSimplifier.simplify(candidate.geometry(), tolerance))));
        partition.tiles.forEach(merger::add);
        merger.finish();
        return merger.statistics();
    }

    private MergeStatistics mergeShapes(Partition partition, SpillStore<Candidate> merged) {
        List<Candidate> candidates =
                partition.tiles.values().stream().flatMap(List::stream).toList();
        notes.add(
                candidates.size() + " features do not say where their tiles lie (tile_id, tile_grid): they were merged"
                        + " by the overlap of their shapes, so objects that a seam cut may still be in pieces");
        if (simplifyMetres > 0) {
            notes.add("features without a tile grid were not simplified");
        }
        return ShapeMerger.merge(candidates, strategy, SeamMerger.DEFAULT_MIN_AGREEMENT, merged::add);
    }

    private static PredictionWriter writer(CoordinateReferenceSystem crs, Key key, Partition partition) {
        Function<Candidate, Provenance> provenance = candidate -> partition.provenanceOf(candidate.tile());
        if (key.grid().isEmpty()) {
            return PredictionWriter.withoutGrid(
                    crs, new GroundArea(crs, new GridToWorld(1, 0, 0, 1, 0, 0)), provenance);
        }
        TileGridText grid = TileGridText.parse(key.grid());
        return new PredictionWriter(
                gridCrs(crs, grid), grid.grid(), grid.gridToWorld(), Optional.of(crs), area(crs, grid), provenance);
    }

    private static GroundArea area(CoordinateReferenceSystem crs, TileGridText grid) {
        return new GroundArea(gridCrs(crs, grid), grid.gridToWorld());
    }

    /** A grid without a code has the features' own CRS, or they would not have been written with it. */
    private static CoordinateReferenceSystem gridCrs(CoordinateReferenceSystem crs, TileGridText grid) {
        return grid.crsCode().map(FeatureMerger::decode).orElse(crs);
    }

    private static CoordinateReferenceSystem decode(String code) {
        try {
            return CRS.decode(code, true);
        } catch (FactoryException e) {
            throw new IllegalArgumentException("CRS " + code + " of a tile grid is not known", e);
        }
    }
}
