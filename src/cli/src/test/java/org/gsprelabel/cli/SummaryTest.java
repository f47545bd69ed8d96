package org.gsprelabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SummaryTest {

    @Test
    void runIsSummedUp() {
        assertThat(Summary.of(JsonMapper.shared().readTree("""
                                {"model":"roofs@0123","provider":"CPU",
                                 "tiles":{"size":512,"overlap":64,"total":64,"run":58,"skipped":6},
                                 "detections":500,"rejected":{"lowConfidence":3,"tooSmall":2},
                                 "merge":{"strategy":"BEST","candidates":420,"groups":30,"largestGroup":4,"objects":380},
                                 "features":378,"seconds":{"read":1.5,"infer":10.123,"wall":6},
                                 "notes":["radiometry estimated from 16 windows"]}
                                """)))
                .containsExactly(
                        "  model       roofs@0123 on CPU",
                        "  tiles       64 of 512 px, 64 px shared: 58 run, 6 skipped (no data)",
                        "  detections  500 in tiles",
                        "  rejected    5 (lowConfidence 3, tooSmall 2)",
                        "  merged      420 candidates to 380 objects, 30 groups of up to 4 pieces (BEST)",
                        "  features    378",
                        "  time        6.00 s; summed over threads: read 1.50, infer 10.12",
                        "  note        radiometry estimated from 16 windows");
    }

    @Test
    void filterIsSummedUp() {
        assertThat(Summary.of(JsonMapper.shared().readTree("{\"featuresIn\":3,\"rejected\":{},\"features\":3}")))
                .containsExactly("  read        3 features", "  rejected    0", "  features    3");
    }
}
