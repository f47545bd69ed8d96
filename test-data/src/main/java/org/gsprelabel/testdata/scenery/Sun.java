package org.gsprelabel.testdata.scenery;

/** Where the light comes from: the south-east, as the unit vector (X, Y) in the image; shadows fall the other way. */
final class Sun {

    static final double X = 0.6;
    static final double Y = 0.8;
    /** Pixels of shadow for each pixel of height. */
    static final double SHADOW_PER_HEIGHT = 0.75;

    private Sun() {}
}
