package org.gsprelabel.merge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.MaskVectorizer;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** An image with objects, seen through the windows of a grid of tiles by a model that makes no mistake. */
final class Scene {

    static final String ROOF = "roof";

    private final TileGrid grid;
    private final TreeMap<TileId, List<Candidate>> tiles = new TreeMap<>();

    Scene(TileGrid grid) {
        this.grid = grid;
    }

    /** A mask from a drawing; {@code #} is set. */
    static BitMask draw(String... rows) {
        BitMask mask = new BitMask(0, 0, rows[0].length(), rows.length);
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < rows[row].length(); column++) {
                if (rows[row].charAt(column) == '#') {
                    mask.set(column, row);
                }
            }
        }
        return mask;
    }

    /** A mask of rectangles, discs and rings, at least a pixel apart from each other unless they overlap. */
    static BitMask random(Random random, int width, int height, int objects) {
        BitMask mask = new BitMask(0, 0, width, height);
        for (int i = 0; i < objects; i++) {
            int radius = 2 + random.nextInt(random.nextInt(4) == 0 ? 30 : 8);
            int inner = random.nextBoolean() ? 0 : radius - 1 - random.nextInt(radius - 1);
            boolean square = random.nextBoolean();
            int centreX = random.nextInt(width);
            int centreY = random.nextInt(height);
            for (int y = Math.max(0, centreY - radius); y < Math.min(height, centreY + radius); y++) {
                for (int x = Math.max(0, centreX - radius); x < Math.min(width, centreX + radius); x++) {
                    double distance = square
                            ? Math.max(Math.abs(x - centreX), Math.abs(y - centreY))
                            : Math.hypot(x - centreX, y - centreY);
                    if (distance >= inner && distance < radius) {
                        mask.set(x, y);
                    }
                }
            }
        }
        return mask;
    }

    /** Adds all objects of a class, as each window shows them. */
    Scene see(BitMask objects, String className) {
        for (TileId id : allTiles()) {
            PixelRect window = grid.tile(id).window();
            BitMask view = new BitMask(window.x(), window.y(), window.width(), window.height());
            for (int row = 0; row < window.height(); row++) {
                for (int column = 0; column < window.width(); column++) {
                    if (objects.get(window.x() - objects.x() + column, window.y() - objects.y() + row)) {
                        view.set(column, row);
                    }
                }
            }
            for (Polygon polygon : MaskVectorizer.polygons(view)) {
                add(id, polygon, className, 0.5);
            }
        }
        return this;
    }

    Scene see(BitMask objects) {
        return see(objects, ROOF);
    }

    /** Adds one candidate. */
    Scene add(String tile, String wkt, double confidence) {
        return add(TileId.parse(tile), read(wkt), ROOF, confidence);
    }

    Scene add(TileId tile, Geometry geometry, String className, double confidence) {
        return add(new Candidate(
                geometry, className, confidence, tile, grid.cutSides(tile, geometry.getEnvelopeInternal()), 1));
    }

    Scene add(Candidate candidate) {
        tiles.computeIfAbsent(candidate.tile(), id -> new ArrayList<>()).add(candidate);
        return this;
    }

    Scene addAll(Collection<Candidate> candidates) {
        candidates.forEach(this::add);
        return this;
    }

    Scene without(String tile) {
        tiles.remove(TileId.parse(tile));
        return this;
    }

    List<TileId> allTiles() {
        List<TileId> ids = new ArrayList<>();
        for (int row = 0; row < grid.rows(); row++) {
            for (int column = 0; column < grid.columns(); column++) {
                ids.add(new TileId(row, column));
            }
        }
        return ids;
    }

    List<Candidate> candidates(TileId tile) {
        return tiles.getOrDefault(tile, List.of());
    }

    long size() {
        return tiles.values().stream().mapToLong(List::size).sum();
    }

    List<Candidate> merge() {
        return merge(MergeStrategy.UNION);
    }

    List<Candidate> merge(MergeStrategy strategy) {
        List<Candidate> merged = new ArrayList<>();
        SeamMerger merger = new SeamMerger(grid, MergeRules.of(strategy), (candidate, extent) -> merged.add(candidate));
        tiles.forEach(merger::add);
        merger.finish();
        return merged;
    }

    static List<String> wkt(List<Candidate> candidates) {
        return candidates.stream()
                .map(candidate -> candidate.geometry().toText())
                .toList();
    }

    static Geometry read(String wkt) {
        try {
            return new WKTReader().read(wkt);
        } catch (ParseException e) {
            throw new IllegalArgumentException(wkt, e);
        }
    }

    /** An axis-parallel rectangle as text. */
    static String box(double minX, double minY, double maxX, double maxY) {
        return "POLYGON ((" + minX + " " + minY + ", " + minX + " " + maxY + ", " + maxX + " " + maxY + ", " + maxX
                + " " + minY + ", " + minX + " " + minY + "))";
    }
}
