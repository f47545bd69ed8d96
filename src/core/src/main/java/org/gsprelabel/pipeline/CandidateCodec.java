package org.gsprelabel.pipeline;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.util.Set;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.tile.Side;
import org.gsprelabel.tile.TileId;
import org.locationtech.jts.geom.Geometry;

/** Candidates to bytes and back, coordinates (x and y) and confidence exact to the bit. */
public final class CandidateCodec implements Codec<Candidate> {

    private static final int VERSION = 1;

    private final GeometryCodec geometries = new GeometryCodec();

    @Override
    public void write(Candidate candidate, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        VarInts.writeUnsigned(candidate.tile().row(), out);
        VarInts.writeUnsigned(candidate.tile().column(), out);
        VarInts.writeText(Side.letters(candidate.cutSides()), out);
        VarInts.writeUnsigned(candidate.pieces(), out);
        out.writeDouble(candidate.confidence());
        VarInts.writeText(candidate.className(), out);
        geometries.write(candidate.geometry(), out);
    }

    @Override
    public Candidate read(DataInput in) throws IOException {
        try {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IOException(
                        "candidate record has version " + version + ", this release reads version " + VERSION);
            }
            TileId tile = new TileId(VarInts.readInt("tile row", in), VarInts.readInt("tile column", in));
            Set<Side> sides = Side.parse(VarInts.readText("tile sides", in));
            int pieces = VarInts.readInt("pieces", in);
            double confidence = in.readDouble();
            String className = VarInts.readText("class name", in);
            Geometry geometry = geometries.read(in);
            return new Candidate(geometry, className, confidence, tile, sides, pieces);
        } catch (EOFException e) {
            throw new IOException("candidate record ends too early", e);
        } catch (IllegalArgumentException e) {
            throw new IOException("candidate record is damaged: " + e.getMessage(), e);
        }
    }
}
