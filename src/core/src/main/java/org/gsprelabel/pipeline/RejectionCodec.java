package org.gsprelabel.pipeline;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;

/** Counts of rejections to bytes and back; reasons by name, so that new ones do not move the others. */
final class RejectionCodec implements Codec<RejectionCounts> {

    @Override
    public void write(RejectionCounts counts, DataOutput out) throws IOException {
        Map<Rejection, Long> rejections = counts.asMap();
        VarInts.writeUnsigned(rejections.size(), out);
        for (Map.Entry<Rejection, Long> entry : rejections.entrySet()) {
            VarInts.writeText(entry.getKey().name(), out);
            VarInts.writeUnsigned(entry.getValue(), out);
        }
    }

    /** @throws IllegalArgumentException when a reason is unknown */
    @Override
    public RejectionCounts read(DataInput in) throws IOException {
        RejectionCounts rejections = new RejectionCounts();
        int reasons = VarInts.readInt("number of reasons", in);
        for (int i = 0; i < reasons; i++) {
            Rejection reason = Rejection.valueOf(VarInts.readText("reason", in));
            rejections.add(reason, VarInts.readUnsigned(in));
        }
        return rejections;
    }
}
