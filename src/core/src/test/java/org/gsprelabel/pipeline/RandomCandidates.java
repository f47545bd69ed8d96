package org.gsprelabel.pipeline;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.Origin;
import org.gsprelabel.tile.Side;
import org.gsprelabel.tile.TileId;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** Candidates of every kind that a codec meets: whole and broken coordinates, holes, many parts, odd names. */
final class RandomCandidates {

    private static final GeometryFactory FACTORY = new GeometryFactory();
    private static final String[] CLASSES = {"building", "Gebäude", "建物", "a".repeat(9000)};

    private RandomCandidates() {}

    static List<Candidate> of(int count, long seed) {
        Random random = new Random(seed);
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            EnumSet<Side> sides = EnumSet.noneOf(Side.class);
            for (Side side : Side.values()) {
                if (random.nextBoolean()) {
                    sides.add(side);
                }
            }
            candidates.add(new Candidate(
                    geometry(random),
                    CLASSES[random.nextInt(100) == 0 ? 3 : random.nextInt(3)],
                    random.nextDouble(),
                    new TileId(random.nextInt(200_000), random.nextInt(100)),
                    random.nextBoolean() ? Set.of() : sides,
                    1 + random.nextInt(300),
                    origin(random)));
        }
        return candidates;
    }

    private static Origin origin(Random random) {
        return new Origin(
                random.nextBoolean() ? Optional.of("Dach, rot") : Optional.empty(),
                random.nextBoolean() ? Optional.of("屋根-" + random.nextInt(9)) : Optional.empty(),
                random.nextBoolean() ? OptionalDouble.of(random.nextDouble()) : OptionalDouble.empty());
    }

    private static Geometry geometry(Random random) {
        boolean whole = random.nextBoolean();
        Polygon[] parts = new Polygon[1 + random.nextInt(3)];
        for (int i = 0; i < parts.length; i++) {
            double x = whole ? random.nextInt(100_000) : 1e5 * random.nextDouble() - 10;
            double y = 1000.0 * i + (whole ? 0 : random.nextDouble());
            LinearRing shell = box(x, y, 40);
            parts[i] = random.nextBoolean()
                    ? FACTORY.createPolygon(
                            shell, new LinearRing[] {box(x + 2, y + 2, 7), box(x + 20, y + 20, 1.0 / 3)})
                    : FACTORY.createPolygon(shell);
        }
        return parts.length == 1 ? parts[0] : FACTORY.createMultiPolygon(parts);
    }

    private static LinearRing box(double x, double y, double side) {
        return FACTORY.createLinearRing(new Coordinate[] {
            new Coordinate(x, y),
            new Coordinate(x, y + side),
            new Coordinate(x + side, y + side),
            new Coordinate(x + side, y),
            new Coordinate(x, y)
        });
    }
}
