package org.gsprelabel.pipeline;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/**
 * Polygons and multipolygons to bytes: x and y only, exact to the bit. A ring whose coordinates are all whole numbers,
 * as those of masks are, is written as steps from vertex to vertex: mostly two bytes a vertex instead of sixteen.
 */
final class GeometryCodec implements Codec<Geometry> {

    private static final int POLYGON = 0;
    private static final int MULTI_POLYGON = 1;
    private static final int STEPS = 0;
    private static final int DOUBLES = 1;
    private static final int FIRST_CHUNK = 1 << 10;

    private final GeometryFactory factory = new GeometryFactory();

    @Override
    public void write(Geometry geometry, DataOutput out) throws IOException {
        if (geometry instanceof Polygon polygon) {
            out.writeByte(POLYGON);
            writePolygon(polygon, out);
        } else if (geometry instanceof MultiPolygon parts) {
            out.writeByte(MULTI_POLYGON);
            VarInts.writeUnsigned(parts.getNumGeometries(), out);
            for (int i = 0; i < parts.getNumGeometries(); i++) {
                writePolygon((Polygon) parts.getGeometryN(i), out);
            }
        } else {
            throw new IllegalArgumentException("only polygons and multipolygons can be written, got " + geometry);
        }
    }

    @Override
    public Geometry read(DataInput in) throws IOException {
        byte kind = in.readByte();
        if (kind == POLYGON) {
            return readPolygon(in);
        }
        if (kind != MULTI_POLYGON) {
            throw new IOException("record is damaged: geometry of unknown kind " + kind);
        }
        int count = VarInts.readInt("number of polygons", in);
        Polygon[] parts = new Polygon[Math.min(count, FIRST_CHUNK)];
        for (int i = 0; i < count; i++) {
            if (i == parts.length) {
                parts = Arrays.copyOf(parts, (int) Math.min(count, 2L * i));
            }
            parts[i] = readPolygon(in);
        }
        return factory.createMultiPolygon(parts);
    }

    private static void writePolygon(Polygon polygon, DataOutput out) throws IOException {
        if (polygon.isEmpty()) {
            VarInts.writeUnsigned(0, out);
            return;
        }
        VarInts.writeUnsigned(1L + polygon.getNumInteriorRing(), out);
        writeRing(polygon.getExteriorRing().getCoordinateSequence(), out);
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
            writeRing(polygon.getInteriorRingN(i).getCoordinateSequence(), out);
        }
    }

    private Polygon readPolygon(DataInput in) throws IOException {
        int rings = VarInts.readInt("number of rings", in);
        if (rings == 0) {
            return factory.createPolygon();
        }
        LinearRing shell = readRing(in);
        LinearRing[] holes = new LinearRing[Math.min(rings - 1, FIRST_CHUNK)];
        for (int i = 0; i < rings - 1; i++) {
            if (i == holes.length) {
                holes = Arrays.copyOf(holes, (int) Math.min(rings - 1, 2L * i));
            }
            holes[i] = readRing(in);
        }
        return factory.createPolygon(shell, holes);
    }

    private static void writeRing(CoordinateSequence ring, DataOutput out) throws IOException {
        VarInts.writeUnsigned(ring.size(), out);
        if (isWhole(ring)) {
            out.writeByte(STEPS);
            long x = 0;
            long y = 0;
            for (int i = 0; i < ring.size(); i++) {
                long nextX = (long) ring.getX(i);
                long nextY = (long) ring.getY(i);
                VarInts.writeSigned(nextX - x, out);
                VarInts.writeSigned(nextY - y, out);
                x = nextX;
                y = nextY;
            }
        } else {
            out.writeByte(DOUBLES);
            for (int i = 0; i < ring.size(); i++) {
                out.writeDouble(ring.getX(i));
                out.writeDouble(ring.getY(i));
            }
        }
    }

    private LinearRing readRing(DataInput in) throws IOException {
        int count = VarInts.readInt("number of vertices", in);
        byte form = in.readByte();
        if (form != STEPS && form != DOUBLES) {
            throw new IOException("record is damaged: ring of unknown form " + form);
        }
        Coordinate[] vertices = new Coordinate[Math.min(count, FIRST_CHUNK)];
        long x = 0;
        long y = 0;
        for (int i = 0; i < count; i++) {
            if (i == vertices.length) {
                vertices = Arrays.copyOf(vertices, (int) Math.min(count, 2L * i));
            }
            if (form == STEPS) {
                x += VarInts.readSigned(in);
                y += VarInts.readSigned(in);
                vertices[i] = new Coordinate(x, y);
            } else {
                vertices[i] = new Coordinate(in.readDouble(), in.readDouble());
            }
        }
        return factory.createLinearRing(vertices);
    }

    private static boolean isWhole(CoordinateSequence ring) {
        for (int i = 0; i < ring.size(); i++) {
            if (!isWhole(ring.getX(i)) || !isWhole(ring.getY(i))) {
                return false;
            }
        }
        return true;
    }

    /** Compared by bits: a negative zero is not whole, since steps would lose its sign. */
    private static boolean isWhole(double value) {
        return Double.doubleToRawLongBits((int) value) == Double.doubleToRawLongBits(value);
    }
}
