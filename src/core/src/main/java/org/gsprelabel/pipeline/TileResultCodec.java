package org.gsprelabel.pipeline;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.tile.TileId;

/** Tile results to bytes and back: what checkpoints, caches and remote workers exchange. */
public final class TileResultCodec implements Codec<TileResult> {

    static final int VERSION = 1;

    private final RejectionCodec rejections = new RejectionCodec();
    private final CandidateCodec candidates = new CandidateCodec();

    @Override
    public void write(TileResult result, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        VarInts.writeUnsigned(result.tile().row(), out);
        VarInts.writeUnsigned(result.tile().column(), out);
        out.writeBoolean(result.skipped());
        VarInts.writeUnsigned(result.detections(), out);
        rejections.write(result.rejections(), out);
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
            RejectionCounts counts = rejections.read(in);
            int count = VarInts.readInt("number of candidates", in);
            List<Candidate> read = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                read.add(candidates.read(in));
            }
            return new TileResult(tile, skipped, detections, read, counts);
        } catch (EOFException e) {
            throw new IOException("tile record ends too early", e);
        } catch (IllegalArgumentException e) {
            throw new IOException("tile record is damaged: " + e.getMessage(), e);
        }
    }
}
