package org.gsprelabel.pipeline;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.tile.TileId;

/** Tile results to bytes and back: what checkpoints, caches and remote workers exchange. */
public final class TileResultCodec implements Codec<TileResult> {

    private static final int VERSION = 1;

    private final CandidateCodec candidates = new CandidateCodec();

    @Override
    public void write(TileResult result, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        VarInts.writeUnsigned(result.tile().row(), out);
        VarInts.writeUnsigned(result.tile().column(), out);
        out.writeBoolean(result.skipped());
        VarInts.writeUnsigned(result.detections(), out);
        Map<Rejection, Long> rejections = result.rejections().asMap();
        VarInts.writeUnsigned(rejections.size(), out);
        for (Map.Entry<Rejection, Long> entry : rejections.entrySet()) {
            VarInts.writeText(entry.getKey().name(), out);
            VarInts.writeUnsigned(entry.getValue(), out);
        }
        VarInts.writeUnsigned(result.candidates().size(), out);
        for (Candidate candidate : result.candidates()) {
            candidates.write(candidate, out);
        }
    }

    @Override
    public TileResult read(DataInput in) throws IOException {
        try {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IOException("tile record has version " + version + ", this release reads version " + VERSION);
            }
            TileId tile = new TileId(VarInts.readInt("tile row", in), VarInts.readInt("tile column", in));
            boolean skipped = in.readBoolean();
            int detections = VarInts.readInt("number of detections", in);
            RejectionCounts rejections = new RejectionCounts();
            int reasons = VarInts.readInt("number of reasons", in);
            for (int i = 0; i < reasons; i++) {
                Rejection reason = Rejection.valueOf(VarInts.readText("reason", in));
                rejections.add(reason, VarInts.readUnsigned(in));
            }
            int count = VarInts.readInt("number of candidates", in);
            List<Candidate> read = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                read.add(candidates.read(in));
            }
            return new TileResult(tile, skipped, detections, read, rejections);
        } catch (EOFException e) {
            throw new IOException("tile record ends too early", e);
        } catch (IllegalArgumentException e) {
            throw new IOException("tile record is damaged: " + e.getMessage(), e);
        }
    }
}
