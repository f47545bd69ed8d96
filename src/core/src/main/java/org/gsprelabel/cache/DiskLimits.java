package org.gsprelabel.cache;

/**
 * How much a folder may hold.
 *
 * @param bytes most bytes of all files, from 0
 * @param fileBytes most bytes of one file, from 0
 * @param blockBytes every file counts as a multiple of these bytes, as file systems count it, at least 1
 * @param slackBytes bytes that are made free at once beyond what must be, so that a full folder is not looked through at every
 *     write, from 0 to {@code bytes}
 */
public record DiskLimits(long bytes, long fileBytes, long blockBytes, long slackBytes) {

    public DiskLimits {
        if (bytes < 0) {
            throw new IllegalArgumentException("diskBytes must be at least 0, got " + bytes);
        }
        if (fileBytes < 0) {
            throw new IllegalArgumentException("fileBytes must be at least 0, got " + fileBytes);
        }
        if (blockBytes < 1) {
            throw new IllegalArgumentException("blockBytes must be at least 1, got " + blockBytes);
        }
        if (slackBytes < 0 || slackBytes > bytes) {
            throw new IllegalArgumentException("slackBytes must be from 0 to " + bytes + ", got " + slackBytes);
        }
    }

    /** For few large files, which count as long as they are. */
    public static DiskLimits ofLargeFiles(long bytes, long fileBytes) {
        return new DiskLimits(bytes, fileBytes, 1, 0);
    }

    /** For many small files: blocks of 4 KiB, and an eighth is made free at once. */
    public static DiskLimits ofSmallFiles(long bytes) {
        return new DiskLimits(bytes, bytes, 4096, bytes / 8);
    }

    /** Bytes that a file of some length counts for. */
    long counted(long length) {
        return (length + blockBytes - 1) / blockBytes * blockBytes;
    }
}
