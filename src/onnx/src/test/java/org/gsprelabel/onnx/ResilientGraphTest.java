package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.Incidents;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Devices that fail as a GPU does, of which there is none in most places. Each session doubles its input. */
class ResilientGraphTest {

    private static final DeviceGates GATES = DeviceGates.usual();

    private final OrtException reset = new OrtException(OrtErrorCode.ORT_DEVICE_RESET, "device removed");
    private final OrtException noCudnn =
            new OrtException(OrtErrorCode.ORT_FAIL, "cuDNN is not available. Install cuDNN 9");

    private final List<Session> opened = new ArrayList<>();

    private final GraphSession.Source source = new GraphSession.Source() {
        @Override
        public GraphSession open() {
            return add(new Session("CUDA:0", Optional.empty(), GATES.ofGpu(0), inputs -> {}));
        }

        @Override
        public GraphSession openOnCpu(String reason) {
            return add(new Session("CPU", Optional.of("on the CPU: " + reason), GATES.ofCpu(), inputs -> {}));
        }
    };

    private GraphSession add(Session session) {
        opened.add(session);
        return session;
    }

    /** What a session does before it answers. */
    private interface Fault {
        void strike(Tensor input) throws OrtException;
    }

    private static final class Session implements GraphSession {

        private final String device;
        private final Optional<String> fallback;
        private final DeviceGate gate;
        private final Fault fault;
        private boolean closed;

        Session(String device, Optional<String> fallback, DeviceGate gate, Fault fault) {
            this.device = device;
            this.fallback = fallback;
            this.gate = gate;
            this.fault = fault;
        }

        @Override
        public Map<String, Tensor> run(Map<String, Tensor> inputs) throws OrtException {
            Tensor input = Objects.requireNonNull(inputs.get("in"));
            fault.strike(input);
            float[] doubled = new float[input.data().capacity()];
            for (int i = 0; i < doubled.length; i++) {
                doubled[i] = 2 * input.get(i)
                        + Objects.requireNonNull(inputs.get("bias")).get(0);
            }
            return Map.of("out", Tensor.of(doubled, input.shape()));
        }

        @Override
        public String device() {
            return device;
        }

        @Override
        public Optional<String> fallback() {
            return fallback;
        }

        @Override
        public DeviceGate gate() {
            return gate;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void a_device_that_was_reset_gets_a_new_session() throws OrtException {
        Session first = gpu(input -> {
            throw reset;
        });
        ResilientGraph graph = graph(first);
        assertThat(run(graph, 1, 2)).containsExactly(2, 4);
        assertThat(first.closed).isTrue();
        assertThat(graph.incidents()).isEqualTo(new Incidents(0, 0, 1));
        assertThat(graph.device()).isEqualTo("CUDA:0");
        assertThat(run(graph, 3)).containsExactly(6);
        assertThat(opened).hasSize(1);
    }

    @Test
    void a_device_that_is_reset_again_at_once_fails_the_call() {
        GraphSession.Source hopeless = new GraphSession.Source() {
            @Override
            public GraphSession open() {
                return gpu(input -> {
                    throw reset;
                });
            }

            @Override
            public GraphSession openOnCpu(String reason) {
                return source.openOnCpu(reason);
            }
        };
        ResilientGraph graph = new ResilientGraph("m", hopeless.open(), hopeless, split());
        assertThatThrownBy(() -> run(graph, 1)).isSameAs(reset);
    }

    @Test
    void a_device_whose_graph_cannot_be_opened_again_keeps_the_reason_from_clients() {
        GraphSession.Source gone = new GraphSession.Source() {
            @Override
            public GraphSession open() {
                throw new ModelException("model 'm': file m.onnx cannot be loaded by ONNX Runtime: GPU=0 ; hostname=h");
            }

            @Override
            public GraphSession openOnCpu(String reason) {
                return source.openOnCpu(reason);
            }
        };
        ResilientGraph graph = new ResilientGraph(
                "m",
                gpu(input -> {
                    throw reset;
                }),
                gone,
                split());
        assertThatThrownBy(() -> run(graph, 1))
                .hasMessageEndingWith("hostname=h")
                .isInstanceOfSatisfying(
                        ModelException.class,
                        e -> assertThat(e.publicSentence())
                                .isEqualTo("model 'm' failed while it ran; the server's log has the reason"));
    }

    /** All of them must have failed before the first can open the new session. */
    @Test
    void threads_that_see_one_reset_open_one_session() throws InterruptedException, ExecutionException {
        CountDownLatch failing = new CountDownLatch(4);
        ResilientGraph graph = graph(new Session("CUDA:0", Optional.empty(), GATES.ofCpu(), input -> {
            failing.countDown();
            try {
                failing.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            throw reset;
        }));
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Future<float[]>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(pool.submit(() -> run(graph, 5)));
        }
        for (Future<float[]> answer : answers) {
            assertThat(answer.get()).containsExactly(10);
        }
        pool.shutdown();
        assertThat(opened).hasSize(1);
        assertThat(graph.incidents().renewedSessions()).isEqualTo(1);
    }

    @Test
    void where_a_library_is_found_missing_by_the_first_call_the_CPU_takes_over_and_says_so() throws OrtException {
        ResilientGraph graph = graph(gpu(input -> {
            throw noCudnn;
        }));
        assertThat(graph.fallback()).isEmpty();
        assertThat(run(graph, 1)).containsExactly(2);
        assertThat(graph.device()).isEqualTo("CPU");
        assertThat(graph.fallback()).hasValue("on the CPU: cuDNN is not available. Install cuDNN 9");
        assertThat(graph.incidents()).isEqualTo(Incidents.NONE);
    }

    @Test
    void other_failures_are_passed_on() {
        OrtException other = new OrtException(OrtErrorCode.ORT_INVALID_ARGUMENT, "Got invalid dimensions");
        ResilientGraph graph = graph(gpu(input -> {
            throw other;
        }));
        assertThatThrownBy(() -> run(graph, 1)).isSameAs(other);
        assertThat(opened).isEmpty();
    }

    @Test
    void batches_are_cut_until_they_fit_and_later_ones_at_once() throws OrtException {
        List<Integer> sizes = new ArrayList<>();
        ResilientGraph graph = graph(gpu(input -> {
            sizes.add(input.size(0));
            if (input.size(0) > 2) {
                throw new OrtException(
                        OrtErrorCode.ORT_FAIL, "Failed to allocate memory for requested buffer of size 9");
            }
        }));
        assertThat(run(graph, 1, 2, 3, 4, 5, 6, 7)).containsExactly(2, 4, 6, 8, 10, 12, 14);
        assertThat(sizes).containsExactly(7, 4, 2, 2, 2, 1);
        assertThat(graph.incidents()).isEqualTo(new Incidents(0, 2, 0));
        sizes.clear();
        assertThat(run(graph, 1, 2, 3)).containsExactly(2, 4, 6);
        assertThat(sizes).containsExactly(2, 1);
        assertThat(graph.incidents()).isEqualTo(new Incidents(0, 2, 0));
    }

    @Test
    void one_item_that_does_not_fit_fails() {
        OrtException tooLarge = new OrtException(OrtErrorCode.ORT_RUNTIME_EXCEPTION, "std::bad_alloc");
        ResilientGraph graph = graph(gpu(input -> {
            throw tooLarge;
        }));
        assertThatThrownBy(() -> run(graph, 1, 2, 3, 4)).isSameAs(tooLarge);
        assertThat(graph.incidents().halvedBatches()).isEqualTo(2);
    }

    @Test
    void one_call_at_a_time_is_let_onto_a_GPU_whatever_the_model() throws InterruptedException, ExecutionException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Fault watch = input -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            inside.decrementAndGet();
        };
        List<ResilientGraph> graphs = List.of(graph(gpu(watch)), graph(gpu(watch)));
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Future<float[]>> answers = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            ResilientGraph graph = graphs.get(i % 2);
            answers.add(pool.submit(() -> run(graph, 1)));
        }
        for (Future<float[]> answer : answers) {
            answer.get();
        }
        pool.shutdown();
        assertThat(most).hasValue(1);
    }

    @Test
    void a_call_that_waits_for_a_GPU_can_be_cancelled() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        ResilientGraph graph = graph(gpu(input -> {
            running.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        Thread busy = new Thread(() -> assertThat(runUnchecked(graph)).containsExactly(2));
        busy.start();
        running.await();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> run(graph, 1))
                .isInstanceOf(CancellationException.class)
                .hasMessage("cancelled while it waited for CUDA:0");
        assertThat(Thread.interrupted()).isTrue();
        end.countDown();
        busy.join();
    }

    @Test
    void a_closed_graph_says_so() throws OrtException {
        Session session = gpu(input -> {});
        ResilientGraph graph = graph(session);
        graph.close();
        graph.close();
        assertThat(session.closed).isTrue();
        assertThatThrownBy(() -> run(graph, 1))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'm': it has been closed");
    }

    private ResilientGraph graph(GraphSession session) {
        return new ResilientGraph("m", session, source, split());
    }

    private static BatchSplit split() {
        return new BatchSplit("in", Set.of("in"));
    }

    private static Session gpu(Fault fault) {
        return new Session("CUDA:0", Optional.empty(), GATES.ofGpu(0), fault);
    }

    private static float[] run(ResilientGraph graph, float... values) throws OrtException {
        // of two columns, the second without meaning, so that items are not single numbers
        float[] rows = new float[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            rows[2 * i] = values[i];
        }
        Tensor out = Objects.requireNonNull(graph.run(
                        Map.of("in", Tensor.of(rows, values.length, 2), "bias", Tensor.of(new float[] {0}, 1)),
                        Caller.patient())
                .get("out"));
        float[] first = new float[out.size(0)];
        for (int i = 0; i < first.length; i++) {
            first[i] = out.get(2 * i);
        }
        return first;
    }

    private static float[] runUnchecked(ResilientGraph graph) {
        try {
            return run(graph, 1);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
