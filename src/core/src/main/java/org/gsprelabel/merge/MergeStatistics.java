package org.gsprelabel.merge;

/**
 * What a merge did.
 *
 * @param candidatesIn candidates that came in
 * @param candidatesOut candidates that went out, one per group
 * @param groupsMerged groups of more than one candidate
 * @param largestGroup candidates in the largest group; 0 when nothing went out
 */
public record MergeStatistics(long candidatesIn, long candidatesOut, long groupsMerged, int largestGroup) {

    public MergeStatistics {
        if (candidatesIn < 0 || candidatesOut < 0 || groupsMerged < 0 || largestGroup < 0) {
            throw new IllegalArgumentException("counts of a merge must not be negative, got in " + candidatesIn
                    + ", out " + candidatesOut + ", groups merged " + groupsMerged + ", largest group "
                    + largestGroup);
        }
    }

    /** Both together. */
    public MergeStatistics plus(MergeStatistics other) {
        return new MergeStatistics(
                candidatesIn + other.candidatesIn,
                candidatesOut + other.candidatesOut,
                groupsMerged + other.groupsMerged,
                Math.max(largestGroup, other.largestGroup));
    }
}
