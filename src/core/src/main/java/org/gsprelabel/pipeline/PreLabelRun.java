package org.gsprelabel.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.inference.DetectionTask;
import org.gsprelabel.inference.Detectors;
import org.gsprelabel.inference.Stage;
import org.gsprelabel.inference.StageClock;
import org.gsprelabel.merge.MergeStatistics;
import org.gsprelabel.merge.SeamMerger;
import org.gsprelabel.model.ImageSpec;
import org.gsprelabel.model.Incidents;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.ValueRange;
import org.gsprelabel.prompt.RoutedPrompts;
import org.gsprelabel.raster.Radiometry;
import org.gsprelabel.raster.RadiometryEstimator;
import org.gsprelabel.raster.RasterSource;
import org.gsprelabel.shape.Ground;
import org.gsprelabel.shape.ShapeCounts;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.locationtech.jts.geom.Geometry;

/**
 * Runs a model over a coverage: a map over tiles, then one streaming merge, then outlines are cleaned, then the filter by shape.
 *
 * <p>Guarantees: the outcome is a function of the raster, the task, the plan and the parameters; threads and batch never
 * change it. With prompts, only their tiles are looked at. With a region of interest, the objects are exactly those of the whole run that share a point with the
 * region: tiles outside it are looked at, too, as long as an object of the region reaches into one. Memory is bounded by
 * the tiles in flight, two rows of candidates and the outlines of the objects that reach into them, see {@link SeamMerger};
 * results beyond a limit go to a temporary file.
 */
public final class PreLabelRun {

    /** Results kept in memory before they spill to a temporary file, in bytes of their serialised form. */
    public static final long MEMORY_LIMIT = 32L << 20;

    /** Most bytes of packed scores in memory where tiles are blended: of three rows of tiles, and of what may be asked for again. */
    public static final long SCORE_LIMIT = 4 * BlendedTiles.ROW_MEMORY_LIMIT;

    /** What a radiometry is estimated for. */
    private record Look(ValueRange range, List<Integer> bands) {}

    private final RasterSource source;
    private final DetectionTask task;
    private final RunPlan plan;
    private final RunParameters parameters;
    private final Ground ground;
    private final RunListener listener;
    private final RunResources resources;

    private final StageClock clock = new StageClock();
    private final RunCounts counts = new RunCounts();
    private final ShapeCounts shapes;
    private final Map<Look, Radiometry> radiometries = new HashMap<>();
    private long done;
    private long total;

    /**
     * @param ground under the working pixels
     */
    public PreLabelRun(
            RasterSource source,
            DetectionTask task,
            RunPlan plan,
            RunParameters parameters,
            Ground ground,
            RunListener listener) {
        this(source, task, plan, parameters, ground, listener, RunResources.NONE);
    }

    /**
     * @param ground under the working pixels
     */
    public PreLabelRun(
            RasterSource source,
            DetectionTask task,
            RunPlan plan,
            RunParameters parameters,
            Ground ground,
            RunListener listener,
            RunResources resources) {
        this.source = source;
        this.task = task;
        this.plan = plan;
        this.parameters = parameters;
        this.ground = ground;
        this.shapes = new ShapeCounts(parameters.shape());
        this.listener = listener;
        this.resources = resources;
    }

    /**
     * Runs once; an instance is not to be used again.
     *
     * @throws RunCancelledException when the listener says so, or the thread is interrupted
     * @throws TimeIsUpException when there is a time budget, and it is used up before the first tile
     * @throws IllegalArgumentException when a limit is exceeded
     * @throws RunException when results beyond the memory limit cannot be written to a temporary file or read from it
     * @throws org.gsprelabel.raster.RasterException when pixels cannot be read
     * @throws org.gsprelabel.model.ModelException when the model fails
     */
    public RunOutcome execute() {
        long start = System.nanoTime();
        resources
                .limits()
                .requireAllowed(RunExtent.of(
                        source, plan, parameters, ground, task.prompts(), Detectors.blends(task), resources.limits()));
        Incidents before = incidents();
        Radiometry radiometry = radiometry(task.model().descriptor().image());
        SpillStore<Candidate> kept = new SpillStore<>(new CandidateCodec(), MEMORY_LIMIT);
        try (TileMap tiles = TileMaps.of(source, task, plan, parameters, this::radiometry, resources, clock)) {
            MergeStatistics merge = run(tiles, kept);
            counts.add(tiles);
            RunReport report = counts.report(
                    plan,
                    radiometry,
                    device(),
                    parameters.merge(),
                    merge,
                    shapes,
                    kept.size(),
                    clock.seconds(),
                    (System.nanoTime() - start) / 1e9,
                    parameters.criteria().measures(),
                    notes(tiles),
                    serverNotes(tiles, before));
            return new RunOutcome(kept, report);
        } catch (CancellationException e) {
            kept.close();
            throw listener.isCancelled() ? new RunCancelledException(done, total) : new RunCancelledException(e);
        } catch (RuntimeException | Error e) {
            kept.close();
            throw e;
        }
    }

    private MergeStatistics run(TileMap tiles, SpillStore<Candidate> kept) {
        if (task.prompts().isPresent()) {
            return runPrompts(tiles, task.prompts().get(), kept);
        }
        return parameters.roi().isPresent() ? runRegion(tiles, parameters.roi().get(), kept) : runAll(tiles, kept);
    }

    /** Estimated once for what several models see alike. */
    private Radiometry radiometry(ImageSpec image) {
        return radiometries.computeIfAbsent(
                new Look(image.valueRange(), image.bands()),
                look -> clock.time(
                        Stage.READ,
                        () -> RadiometryEstimator.estimate(
                                source, plan.workingGrid(), look.range, look.bands, this::stopLookingIfTimeIsUp)));
    }

    private void stopLookingIfTimeIsUp() {
        if (listener.isCancelled()) {
            throw new RunCancelledException("cancelled while the range of the coverage's values was looked for");
        }
        resources.budget().ifPresent(budget -> budget.requireLeft("the range of the coverage's values"));
    }

    private String device() {
        return models().map(Model::device).distinct().collect(Collectors.joining(", "));
    }

    /** Only the tiles that have a prompt are looked at. What they find has prompts' ids, so merging leaves it alone. */
    private MergeStatistics runPrompts(TileMap tiles, RoutedPrompts prompts, SpillStore<Candidate> kept) {
        counts.add(prompts);
        try (CandidateCleaner cleaner = cleaner(kept)) {
            SeamMerger merger = merger((candidate, extent) -> cleaner.accept(candidate));
            map(tiles, TileSet.of(prompts.tiles()), prompts.tiles().size(), result -> {
                counts.add(result, prompts.of(result.tile()).size());
                mergeTile(merger, result);
            });
            return finish(merger, cleaner);
        }
    }

    private List<String> notes(TileMap tiles) {
        List<String> notes = new ArrayList<>(tiles.notes());
        plan.scaleNote(task.model().descriptor()).ifPresent(notes::add);
        return notes;
    }

    /** Of two runs of one model at the same time, each sees what happened to both. */
    private List<String> serverNotes(TileMap tiles, Incidents before) {
        List<String> notes = new ArrayList<>(tiles.serverNotes());
        models().flatMap(model -> model.fallbacks().stream()).distinct().forEach(notes::add);
        notes.addAll(incidents().since(before).sentences());
        return notes;
    }

    private Incidents incidents() {
        return models().map(Model::incidents).reduce(Incidents.NONE, Incidents::plus);
    }

    private Stream<Model> models() {
        return Stream.concat(Stream.of(task.model()), task.segmenter().stream()).distinct();
    }

    private MergeStatistics runAll(TileMap tiles, SpillStore<Candidate> kept) {
        TileGrid grid = plan.tileGrid();
        try (CandidateCleaner cleaner = cleaner(kept)) {
            SeamMerger merger = merger((candidate, extent) -> cleaner.accept(candidate));
            map(tiles, TileSet.all(grid), grid.size(), result -> {
                counts.add(result);
                mergeTile(merger, result);
            });
            return finish(merger, cleaner);
        }
    }

    /**
     * An object of the region may go on in tiles that the region does not touch, and what those tiles say decides on its
     * shape. So tiles are added until no group of the region reaches into a tile that was not run; only then is the
     * outcome what a whole run gives. After two rounds the look-ahead doubles from round to round, so that an object
     * across n tiles takes about log n rounds; tiles run in vain do not change the outcome.
     */
    private MergeStatistics runRegion(TileMap tiles, Geometry region, SpillStore<Candidate> kept) {
        TileGrid grid = plan.tileGrid();
        NavigableSet<TileId> selected = new TreeSet<>();
        RegionTiles.touching(grid, region, reach()).forEach(selected::add);
        TreeMap<TileId, Long> stored = new TreeMap<>();
        try (SpillStore<TileResult> results = new SpillStore<>(new TileResultCodec(), MEMORY_LIMIT, 1)) {
            NavigableSet<TileId> missing = selected;
            for (int round = 0; !missing.isEmpty(); round++) {
                map(tiles, TileSet.of(missing), selected.size(), result -> {
                    stored.put(result.tile(), results.size());
                    results.add(result);
                });
                RegionTiles reached = new RegionTiles(
                        grid, region, reach(), parameters, selected, resources.limits(), lookAhead(round));
                if (reached.looksAtGroups()) {
                    SeamMerger trial = merger(reached::accept);
                    for (long index : stored.values()) {
                        stopIfCancelled(selected.size());
                        mergeTile(trial, results.get(index));
                    }
                    clock.run(Stage.MERGE, trial::finish);
                }
                missing = reached.missing();
                selected.addAll(missing);
                resources.limits().requireAllowed(RunExtent.of(source, plan, TileSet.of(selected)));
            }
            try (CandidateCleaner cleaner = cleaner(kept)) {
                SeamMerger merger = merger((candidate, extent) -> cleaner.accept(candidate));
                for (long index : stored.values()) {
                    stopIfCancelled(selected.size());
                    TileResult result = results.get(index);
                    counts.add(result);
                    mergeTile(merger, result);
                }
                return finish(merger, cleaner);
            }
        }
    }

    private static int lookAhead(int round) {
        return round < 2 ? 0 : 1 << Math.min(round - 2, 20);
    }

    private void stopIfCancelled(long total) {
        if (listener.isCancelled()) {
            throw new RunCancelledException(done, total);
        }
    }

    private CandidateCleaner cleaner(SpillStore<Candidate> kept) {
        return new CandidateCleaner(
                parameters.shape(),
                ground,
                plan.tileGrid(),
                shapes,
                counts::reject,
                new ObjectFilter(parameters, ground.measure(), counts, kept, resources.limits())::accept);
    }

    private double reach() {
        return RegionTiles.reach(parameters.shape(), ground, plan.tileGrid());
    }

    private SeamMerger merger(SeamMerger.GroupSink sink) {
        return new SeamMerger(plan.tileGrid(), parameters.merge(), sink);
    }

    private void mergeTile(SeamMerger merger, TileResult result) {
        clock.run(Stage.MERGE, () -> merger.add(result.tile(), result.candidates()));
    }

    private MergeStatistics finish(SeamMerger merger, CandidateCleaner cleaner) {
        clock.run(Stage.MERGE, merger::finish);
        clock.run(Stage.SHAPE, () -> cleaner.finish(() -> stopIfCancelled(done)));
        return merger.statistics();
    }

    private void map(TileMap tiles, TileSet wanted, long known, Consumer<TileResult> sink) {
        total = known;
        Runnable poll = () -> {
            stopIfCancelled(known);
            listener.stillAtIt();
        };
        tiles.forEach(wanted, poll, result -> {
            stopIfCancelled(known);
            sink.accept(result);
            done++;
            listener.tilesDone(done, known);
        });
    }
}
