package org.gsprelabel.onnx;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.Role;

/**
 * What the packages of a family look like: their graphs, what a descriptor may leave out, and what the graphs must
 * declare. One class for each family, or for families that share their outputs. Stateless.
 */
interface Contract {

    /**
     * Graphs of a package, in the order in which they run.
     *
     * @param fields the whole descriptor, since exporters of one family cut it into graphs differently
     */
    default Set<Role> roles(JsonFields fields, Family family) {
        return Set.of(Role.MODEL);
    }

    /** Fields that a descriptor may have for this family beside those that all have. */
    default Set<String> fields() {
        return Set.of("output");
    }

    /** Whether a package has a tokenizer beside its graphs, and may name no classes. */
    default boolean takesText() {
        return false;
    }

    /** Classes of a package that names none; empty where it must name them. */
    default List<String> classes() {
        return List.of();
    }

    /** Whether the image input of the family's graphs is a square, since what follows it is laid out for one. */
    default boolean takesSquaresAlone() {
        return false;
    }

    /** Whether models of the family score each pixel for each class, so that tiles can be blended. */
    default boolean isBlendable() {
        return false;
    }

    /** What holds where a descriptor says nothing. */
    Usual usual(JsonFields fields, Family family);

    /**
     * Reads what the outputs mean.
     *
     * @param fields the whole descriptor
     */
    OutputSpec output(JsonFields fields, Family family, List<String> classes);

    /**
     * Checks a graph against its descriptor.
     *
     * @throws org.gsprelabel.model.ModelException that names the tensor, what is expected and what the graph declares
     */
    void check(ModelDescriptor descriptor, Role role, GraphCheck graph);

    /**
     * Checks graphs against each other, where one takes what another gives.
     *
     * @param graphs what all graphs of a package declare, each {@link #check checked} by itself
     * @throws org.gsprelabel.model.ModelException that names the tensor and the graphs
     */
    default void checkTogether(ModelDescriptor descriptor, Map<Role, ModelSignature> graphs) {}

    /**
     * How a graph is called.
     *
     * @param graph what the graph declares, {@link #check checked}
     */
    GraphUse use(ModelDescriptor descriptor, Role role, ModelSignature graph);
}
