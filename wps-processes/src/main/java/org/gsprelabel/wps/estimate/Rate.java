package org.gsprelabel.wps.estimate;

/**
 * How long tiles took.
 *
 * @param device where the models ran
 * @param tiles that were measured, at least 1
 * @param seconds that they took together, from start to end of their runs
 * @param alone whether no other runs shared the machine with these; of those that were not alone, nobody knows how much they waited
 */
public record Rate(String device, long tiles, double seconds, boolean alone) {

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

    /**
     * Both together. What was measured on another device is forgotten. What was measured alone counts, and as long as nothing was,
     * the faster one: others at work only ever make a run slower.
     */
    Rate plus(Rate later) {
        if (!device.equals(later.device)) {
            return later;
        }
        if (alone != later.alone) {
            return alone ? this : later;
        }
        if (!alone) {
            return secondsPerTile() <= later.secondsPerTile() ? this : later;
        }
        boolean halve = tiles > MANY;
        return new Rate(
                device,
                (halve ? tiles / 2 : tiles) + later.tiles,
                (halve ? seconds / 2 : seconds) + later.seconds,
                true);
    }
}
