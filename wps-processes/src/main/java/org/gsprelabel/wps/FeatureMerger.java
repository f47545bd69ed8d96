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
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.geotools.features.Prediction;
import org.gsprelabel.geotools.features.PredictionCollection;
import org.gsprelabel.geotools.features.PredictionReader;
import org.gsprelabel.geotools.features.PredictionSchema;
import org.gsprelabel.geotools.features.PredictionWriter;
import org.gsprelabel.geotools.features.TileGridText;
import org.gsprelabel.geotools.referencing.GroundArea;
import org.gsprelabel.geotools.referencing.LocalFrames;
import org.gsprelabel.merge.MergeRules;
import org.gsprelabel.merge.MergeStatistics;
import org.gsprelabel.merge.SeamMerger;
import org.gsprelabel.merge.ShapeMerger;
import org.gsprelabel.pipeline.CandidateCleaner;
import org.gsprelabel.pipeline.CandidateCodec;
import org.gsprelabel.pipeline.PreLabelRun;
import org.gsprelabel.pipeline.SpillSorter;
import org.gsprelabel.pipeline.SpillStore;
import org.gsprelabel.shape.Ground;
import org.gsprelabel.shape.ShapeCleaning;
import org.gsprelabel.shape.ShapeCounts;
import org.gsprelabel.tile.TileId;

/**
 * Merges features. Those of one grid and one model are merged by what their tiles saw, as within a run; features that do
 * not say where their tiles lie, by the overlap of their shapes, and the report says so. A merged feature has the
 * provenance of the first of its pieces' tiles; where that tile was run more than once, of the latest run.
 */
final class FeatureMerger {

    /** Candidates of one grid and model that are held in memory before they spill to a temporary file, in bytes. */
    private static final long MEMORY_LIMIT = 2L << 20;

    /** Each has stores of its own, which spill to files of their own: without a bound, features decide how many the server opens. */
    private static final int MAX_PARTITIONS = 1000;

    private static final Comparator<Provenance> LATEST_LAST = Comparator.comparing(Provenance::timestamp)
            .thenComparing(Provenance::source)
            .thenComparing(Provenance::prompt);

    /** Predictions of one grid and model, in the order in which they are merged. */
    private static final class Partition implements AutoCloseable {

        private final Optional<TileGridText> grid;
        private final SpillSorter<Candidate> candidates = new SpillSorter<>(new CandidateCodec(), MEMORY_LIMIT);
        private final Map<TileId, Provenance> provenance = new HashMap<>();

        Partition(Optional<TileGridText> grid) {
            this.grid = grid;
        }

        void add(Prediction prediction) {
            Candidate candidate = prediction.candidate();
            candidates.add(
                    grid.isPresent()
                            ? (double) candidate.tile().row()
                                            * grid.get().grid().columns()
                                    + candidate.tile().column()
                            : candidate.geometry().getEnvelopeInternal().getMinY(),
                    candidate);
            provenance.merge(
                    candidate.tile(), prediction.provenance(), (a, b) -> LATEST_LAST.compare(a, b) >= 0 ? a : b);
        }

        Provenance provenanceOf(TileId tile) {
            return Objects.requireNonNull(provenance.get(tile));
        }

        @Override
        public void close() {
            candidates.close();
        }
    }

    /** Sorts by text: grid, then model; the empty grid, of features that do not say, comes first. */
    private record Key(String grid, String model) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return Comparator.comparing(Key::grid).thenComparing(Key::model).compare(this, other);
        }

        static Key of(Prediction prediction) {
            return new Key(
                    prediction.grid().map(TileGridText::toString).orElse(""),
                    prediction.provenance().model());
        }
    }

    private final MergeRules rules;
    private final ShapeCleaning shape;
    private final ShapeCounts shapes;
    private final RejectionCounts rejections = new RejectionCounts();
    private final List<String> notes = new ArrayList<>();

    FeatureMerger(MergeRules rules, ShapeCleaning shape) {
        this.rules = rules;
        this.shape = shape;
        this.shapes = new ShapeCounts(shape);
    }

    PreLabelResult merge(SimpleFeatureCollection features, ProgressBridge progress) {
        CoordinateReferenceSystem crs = features.getSchema().getCoordinateReferenceSystem();
        if (crs == null) {
            throw new IllegalArgumentException("features have no coordinate reference system; areas need one");
        }
        // Refuses a CRS that nothing can be measured in, before anything is read.
        GroundArea inFeaturesCrs = new GroundArea(crs, new GridToWorld(1, 0, 0, 1, 0, 0));
        if (!features.isEmpty()) {
            Inputs.requireAttribute(features.getSchema(), PredictionSchema.CONFIDENCE, "merging");
            Inputs.requireAttribute(features.getSchema(), PredictionSchema.CLASS_NAME, "merging");
        }
        TreeMap<Key, Partition> partitions = new TreeMap<>();
        List<PredictionCollection.Part> parts = new ArrayList<>();
        try {
            long in = partition(features, partitions, progress);
            if (partitions.size() > 1) {
                notes.add(
                        "features of " + partitions.size() + " combinations of tile grid and model were merged each by"
                                + " itself: an object that several of them show stays several");
            }
            MergeStatistics sum = new MergeStatistics(0, 0, 0, 0);
            for (Partition partition : partitions.values()) {
                SpillStore<Candidate> merged =
                        new SpillStore<>(new CandidateCodec(), PreLabelRun.MEMORY_LIMIT / partitions.size());
                parts.add(new PredictionCollection.Part(merged, writer(crs, partition, inFeaturesCrs)));
                sum = sum.plus(merge(crs, partition, merged, progress));
            }
            long out =
                    parts.stream().mapToLong(part -> part.candidates().size()).sum();
            return new PreLabelResult(
                    new PredictionCollection(PredictionSchema.in(crs), parts),
                    ReportJson.of(in, out, rejections, rules, sum, shapes, notes));
        } catch (RuntimeException e) {
            parts.forEach(part -> part.candidates().close());
            throw e;
        } finally {
            partitions.values().forEach(Partition::close);
        }
    }

    private long partition(SimpleFeatureCollection features, Map<Key, Partition> partitions, ProgressBridge progress) {
        PredictionReader reader = new PredictionReader(features.getSchema());
        long total = features.size();
        long count = 0;
        try (SimpleFeatureIterator iterator = features.features()) {
            while (iterator.hasNext()) {
                count++;
                Optional<Prediction> read = reader.read(iterator.next(), rejections);
                if (read.isPresent()) {
                    partitionOf(read.get(), partitions, count).add(read.get());
                }
                progress.features(count, total);
            }
        }
        return count;
    }

    private static Partition partitionOf(Prediction prediction, Map<Key, Partition> partitions, long number) {
        Key key = Key.of(prediction);
        Partition known = partitions.get(key);
        if (known != null) {
            return known;
        }
        if (partitions.size() == MAX_PARTITIONS) {
            throw new IllegalArgumentException(
                    "features of at most " + MAX_PARTITIONS
                            + " combinations of tile grid and model can be merged at once, and feature " + number
                            + " is of combination " + (MAX_PARTITIONS + 1)
                            + "; merge those of one model at a time, and give model the same value for what one model has found");
        }
        Partition partition = new Partition(prediction.grid());
        partitions.put(key, partition);
        return partition;
    }

    private MergeStatistics merge(
            CoordinateReferenceSystem crs, Partition partition, SpillStore<Candidate> merged, ProgressBridge progress) {
        if (partition.grid.isEmpty()) {
            return mergeShapes(partition, merged, progress);
        }
        TileGridText grid = partition.grid.get();
        Ground ground = new Ground(area(crs, grid), new LocalFrames(gridCrs(crs, grid), grid.gridToWorld()));
        try (CandidateCleaner cleaner =
                new CandidateCleaner(shape, ground, grid.grid(), shapes, rejections::add, merged::add)) {
            SeamMerger merger = new SeamMerger(grid.grid(), rules, (candidate, extent) -> cleaner.accept(candidate));
            partition.candidates.forEachKey(ofTile -> {
                progress.requireNotCancelled();
                merger.add(ofTile.get(0).tile(), ofTile);
            });
            merger.finish();
            cleaner.finish(progress::requireNotCancelled);
            return merger.statistics();
        }
    }

    private MergeStatistics mergeShapes(Partition partition, SpillStore<Candidate> merged, ProgressBridge progress) {
        notes.add(partition.candidates.size()
                + " features do not say where their tiles lie (tile_id, tile_grid): they were merged"
                + " by the overlap of their shapes, so objects that a seam cut may still be in pieces");
        if (shape.isActive()) {
            notes.add("outlines of features without a tile grid were not cleaned");
        }
        ShapeMerger merger = new ShapeMerger(rules, merged::add);
        partition.candidates.forEachKey(together -> {
            together.stream().sorted(ShapeMerger.ORDER).forEach(candidate -> {
                progress.requireNotCancelled();
                merger.add(candidate);
            });
        });
        merger.finish();
        return merger.statistics();
    }

    private static PredictionWriter writer(
            CoordinateReferenceSystem crs, Partition partition, GroundArea inFeaturesCrs) {
        Function<Candidate, Provenance> provenance = candidate -> partition.provenanceOf(candidate.tile());
        if (partition.grid.isEmpty()) {
            return PredictionWriter.withoutGrid(crs, inFeaturesCrs, provenance);
        }
        TileGridText grid = partition.grid.get();
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
