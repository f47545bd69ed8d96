package org.gsprelabel.geotools.features;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.tile.TileGrid;

/**
 * A tile grid and where it lies, as one line of text: {@code EPSG:32633 2048x1024 256/32 0.3,0.0,0.0,-0.3,391000.0,5820000.0}
 * is the code of the CRS ({@code -} when it has none), width and height in working pixels, tile size and overlap in
 * pixels, and the six numbers of {@link GridToWorld} in the order of its components. Numbers are exact.
 *
 * @param crsCode code of the grid's CRS, if it has one
 * @param grid the tiles
 * @param gridToWorld working pixel corners to world coordinates
 */
public record TileGridText(Optional<String> crsCode, TileGrid grid, GridToWorld gridToWorld) {

    private static final String NO_CODE = "-";
    private static final Pattern TEXT =
            Pattern.compile("(\\S+) (\\d{1,9})x(\\d{1,9}) (\\d{1,9})/(\\d{1,9})(?:-(\\d{1,9}))? ([-+.,\\dE]+)");

    /**
     * Reads the form that {@link #toString()} writes.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static TileGridText parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw malformed(text);
        }
        String[] numbers = matcher.group(7).split(",", -1);
        if (numbers.length != 6) {
            throw malformed(text);
        }
        try {
            return new TileGridText(
                    Optional.of(matcher.group(1)).filter(code -> !code.equals(NO_CODE)),
                    new TileGrid(
                            Integer.parseInt(matcher.group(2)),
                            Integer.parseInt(matcher.group(3)),
                            Integer.parseInt(matcher.group(4)),
                            Integer.parseInt(matcher.group(5)),
                            matcher.group(6) == null ? 0 : Integer.parseInt(matcher.group(6))),
                    new GridToWorld(
                            Double.parseDouble(numbers[0]),
                            Double.parseDouble(numbers[1]),
                            Double.parseDouble(numbers[2]),
                            Double.parseDouble(numbers[3]),
                            Double.parseDouble(numbers[4]),
                            Double.parseDouble(numbers[5])));
        } catch (NumberFormatException e) {
            throw malformed(text);
        }
    }

    @Override
    public String toString() {
        return crsCode.orElse(NO_CODE) + " " + grid.width() + "x" + grid.height() + " " + grid.tileSize() + "/"
                + grid.overlap() + (grid.margin() == 0 ? "" : "-" + grid.margin()) + " " + gridToWorld.scaleX() + ","
                + gridToWorld.shearY() + "," + gridToWorld.shearX()
                + "," + gridToWorld.scaleY() + "," + gridToWorld.translateX() + "," + gridToWorld.translateY();
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "tile grid must look like 'EPSG:32633 2048x1024 256/32 0.3,0,0,-0.3,391000,5820000', got '" + text
                        + "'");
    }
}
