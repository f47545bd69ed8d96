package org.gsprelabel.prompt;

import java.util.List;
import org.gsprelabel.candidate.RejectionCounts;

/**
 * What was read of the prompts of a client.
 *
 * @param prompts that can be used, in the order in which a tile is to answer them
 * @param classNames classes of all prompts that the client gave, those that cannot be used included, in the order in which
 *     they first occur, each once
 * @param rejections prompts that cannot be used, each counted once
 * @param leftOut points, boxes and polygons that {@code prompts} are asked without, by what is wrong with them
 */
public record GivenPrompts(
        List<ObjectPrompt> prompts, List<String> classNames, RejectionCounts rejections, RejectionCounts leftOut) {

    public GivenPrompts {
        prompts = List.copyOf(prompts);
        classNames = List.copyOf(classNames);
    }

    /** Prompts that can all be used as they are. */
    public static GivenPrompts of(ObjectPrompt... prompts) {
        List<ObjectPrompt> all = List.of(prompts);
        return new GivenPrompts(
                all,
                all.stream().map(ObjectPrompt::className).distinct().toList(),
                new RejectionCounts(),
                new RejectionCounts());
    }

    /** How many prompts the client gave. */
    public int given() {
        return prompts.size() + (int) rejections.total();
    }
}
