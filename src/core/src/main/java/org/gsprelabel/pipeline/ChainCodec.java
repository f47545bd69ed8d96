package org.gsprelabel.pipeline;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.gsprelabel.shape.Chain;
import org.gsprelabel.shape.ShapeStep;
import org.locationtech.jts.geom.Coordinate;

/** Chains to bytes and back, coordinates exact to the bit. */
final class ChainCodec implements Codec<Chain> {

    private static final int STARTS_AT_NODE = 1;
    private static final int ENDS_AT_NODE = 2;
    private static final int SIMPLIFIED_LESS = 4;
    private static final int SMOOTHED_LESS = 8;

    @Override
    public void write(Chain chain, DataOutput out) throws IOException {
        out.writeByte((chain.startsAtNode() ? STARTS_AT_NODE : 0)
                | (chain.endsAtNode() ? ENDS_AT_NODE : 0)
                | (chain.heldBack().contains(ShapeStep.SIMPLIFY) ? SIMPLIFIED_LESS : 0)
                | (chain.heldBack().contains(ShapeStep.SMOOTH) ? SMOOTHED_LESS : 0));
        VarInts.writeUnsigned(chain.vertices().size(), out);
        for (Coordinate vertex : chain.vertices()) {
            out.writeDouble(vertex.x);
            out.writeDouble(vertex.y);
        }
    }

    @Override
    public Chain read(DataInput in) throws IOException {
        int marks = in.readByte();
        int count = VarInts.readInt("vertices of a chain", in);
        List<Coordinate> vertices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            vertices.add(new Coordinate(in.readDouble(), in.readDouble()));
        }
        Set<ShapeStep> heldBack = EnumSet.noneOf(ShapeStep.class);
        if ((marks & SIMPLIFIED_LESS) != 0) {
            heldBack.add(ShapeStep.SIMPLIFY);
        }
        if ((marks & SMOOTHED_LESS) != 0) {
            heldBack.add(ShapeStep.SMOOTH);
        }
        return new Chain(vertices, (marks & STARTS_AT_NODE) != 0, (marks & ENDS_AT_NODE) != 0, heldBack);
    }
}
