package org.gsprelabel.model;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A model that is ready to run.
 *
 * @param descriptor what it is
 * @param sha256 of its weights, 64 hexadecimal digits
 * @param graphs what runs it, by role
 * @param tokenizer of its text encoder, where it has one
 */
public record Model(
        ModelDescriptor descriptor, String sha256, Map<Role, Predictor> graphs, Optional<Tokenizer> tokenizer) {

    public Model {
        if (graphs.isEmpty()) {
            throw new IllegalArgumentException("model '" + descriptor.id() + "' must have at least one graph");
        }
        graphs = Map.copyOf(graphs);
    }

    /** A model of one graph. */
    public Model(ModelDescriptor descriptor, String sha256, Predictor predictor) {
        this(descriptor, sha256, Map.of(Role.MODEL, predictor), Optional.empty());
    }

    /**
     * What runs a graph.
     *
     * @throws ModelException when the model has no graph of this role
     */
    public Predictor graph(Role role) {
        Predictor predictor = graphs.get(role);
        if (predictor == null) {
            throw new ModelException("model '" + descriptor.id() + "' has no graph '" + role.id() + "'");
        }
        return predictor;
    }

    /**
     * The tokenizer of a model that takes text.
     *
     * @throws ModelException when it has none
     */
    public Tokenizer requireTokenizer() {
        return tokenizer.orElseThrow(() -> new ModelException("model '" + descriptor.id() + "' has no tokenizer"));
    }

    /** The same model, whose calls wait for the caller's turn where they must wait. What it holds is shared. */
    public Model forCaller(Caller caller) {
        Map<Role, Predictor> called = new EnumMap<>(Role.class);
        graphs.forEach((role, graph) -> called.put(role, graph.forCaller(caller)));
        return new Model(descriptor, sha256, called, tokenizer);
    }

    /** Id and the first 12 digits of the hash, as the {@code model} attribute of a feature has it. */
    public String label() {
        return descriptor.id() + "@" + sha256.substring(0, 12);
    }

    /** Where its graphs run, for reports: {@code CPU}; where they differ, in the order of the roles {@code CUDA:0, CPU}. */
    public String device() {
        return new EnumMap<>(graphs)
                .values().stream().map(Predictor::device).distinct().collect(Collectors.joining(", "));
    }

    /** Why graphs do not run on the device that the descriptor asks for, one sentence each; empty where all do. */
    public List<String> fallbacks() {
        return new EnumMap<>(graphs)
                .values().stream()
                        .flatMap(graph -> graph.fallback().stream())
                        .distinct()
                        .toList();
    }

    /** What had to be done again by all graphs, since they were opened. */
    public Incidents incidents() {
        return graphs.values().stream().map(Predictor::incidents).reduce(Incidents.NONE, Incidents::plus);
    }
}
