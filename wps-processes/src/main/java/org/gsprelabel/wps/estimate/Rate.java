package org.gsprelabel.wps.estimate;

/**
 * How long tiles took.
 *
 * @param device where the models ran
 * @param tiles that were measured, at least 1
 * @param seconds that they took together, from start to end of their runs
 */
public record Rate(String device, long tiles, double seconds) {

    /** Beyond so many tiles, earlier ones count half: machines change. */
    private static final long MANY = 10_000;

    public Rate {
        if (tiles < 1 || !(seconds >= 0) || !Double.isFinite(seconds)) {
            throw new IllegalArgumentException(
                    "a rate must be of at least 1 tile and 0 seconds, got " + tiles + " and " + seconds);
        }
    }

    /** Seconds a tile. */
    public double secondsPerTile() {
        return seconds / tiles;
    }

    /** Both together; what was measured on another device is forgotten. */
    Rate plus(Rate later) {
        if (!device.equals(later.device)) {
            return later;
        }
        boolean halve = tiles > MANY;
        return new Rate(
                device, (halve ? tiles / 2 : tiles) + later.tiles, (halve ? seconds / 2 : seconds) + later.seconds);
    }
}
