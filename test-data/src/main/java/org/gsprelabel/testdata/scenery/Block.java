package org.gsprelabel.testdata.scenery;

import java.util.List;

/** What stands in one block, in the order in which it is painted. */
record Block(List<Roof> roofs, List<Tree> trees, List<Car> cars) {

    Block {
        roofs = List.copyOf(roofs);
        trees = List.copyOf(trees);
        cars = List.copyOf(cars);
    }
}
