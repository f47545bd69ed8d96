package org.gsprelabel.pipeline;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.Origin;
import org.gsprelabel.tile.Side;
import org.gsprelabel.tile.TileId;
import org.locationtech.jts.geom.Geometry;

/** Candidates to bytes and back, coordinates (x and y) and confidence exact to the bit. */
public final class CandidateCodec implements Codec<Candidate> {

    private static final int VERSION = 2;

    private static final int HAS_LABEL = 1;
    private static final int HAS_PROMPT = 2;
    private static final int HAS_MASK_IOU = 4;

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
        write(candidate.origin(), out);
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
            Origin origin = readOrigin(in);
            Geometry geometry = geometries.read(in);
            return new Candidate(geometry, className, confidence, tile, sides, pieces, origin);
        } catch (EOFException e) {
            throw new IOException("candidate record ends too early", e);
        } catch (IllegalArgumentException e) {
            throw new IOException("candidate record is damaged: " + e.getMessage(), e);
        }
    }

    private static void write(Origin origin, DataOutput out) throws IOException {
        out.writeByte((origin.label().isPresent() ? HAS_LABEL : 0)
                | (origin.promptId().isPresent() ? HAS_PROMPT : 0)
                | (origin.maskIou().isPresent() ? HAS_MASK_IOU : 0));
        if (origin.label().isPresent()) {
            VarInts.writeText(origin.label().get(), out);
        }
        if (origin.promptId().isPresent()) {
            VarInts.writeText(origin.promptId().get(), out);
        }
        if (origin.maskIou().isPresent()) {
            out.writeDouble(origin.maskIou().getAsDouble());
        }
    }

    private static Origin readOrigin(DataInput in) throws IOException {
        byte has = in.readByte();
        if ((has & ~(HAS_LABEL | HAS_PROMPT | HAS_MASK_IOU)) != 0) {
            throw new IOException("candidate record is damaged: origin has the marks " + has);
        }
        if (has == 0) {
            return Origin.NONE;
        }
        Optional<String> label = (has & HAS_LABEL) != 0 ? Optional.of(VarInts.readText("label", in)) : Optional.empty();
        Optional<String> promptId =
                (has & HAS_PROMPT) != 0 ? Optional.of(VarInts.readText("prompt id", in)) : Optional.empty();
        OptionalDouble maskIou =
                (has & HAS_MASK_IOU) != 0 ? OptionalDouble.of(in.readDouble()) : OptionalDouble.empty();
        return new Origin(label, promptId, maskIou);
    }
}
