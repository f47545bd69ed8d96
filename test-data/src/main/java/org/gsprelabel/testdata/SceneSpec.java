package org.gsprelabel.testdata;

/**
 * What makes a scene: the same values, the same bytes.
 *
 * @param seed any number; another number, another town
 * @param width columns, 64 to 100,000
 * @param height rows, 64 to 100,000
 * @param georeference where it lies, which does not change its pixels
 * @param nodataCorner whether the lower right corner is an irregular polygon of pixels without data (0 in all bands)
 */
public record SceneSpec(long seed, int width, int height, Georeference georeference, boolean nodataCorner) {

    private static final int LEAST = 64;
    private static final int MOST = 100_000;

    public SceneSpec {
        if (width < LEAST || width > MOST || height < LEAST || height > MOST) {
            throw new IllegalArgumentException(
                    "width and height must be " + LEAST + " to " + MOST + " pixels, got " + width + " x " + height);
        }
    }

    /** A square scene in UTM with a nodata corner. */
    public static SceneSpec of(long seed, int size) {
        return new SceneSpec(seed, size, size, Georeference.utm(), true);
    }

    /** The same pixels elsewhere. */
    public SceneSpec at(Georeference elsewhere) {
        return new SceneSpec(seed, width, height, elsewhere, nodataCorner);
    }

    /** The same scene with all its pixels valid. */
    public SceneSpec withoutNodata() {
        return new SceneSpec(seed, width, height, georeference, false);
    }
}
