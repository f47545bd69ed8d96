package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.ModelException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeviceGateTest {

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());
    private final Caller holder = Caller.patient();

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @Test
    void callers_take_turns_however_many_calls_each_has() throws Exception {
        DeviceGate gate = new DeviceGate("the GPU", 1);
        gate.enter(holder);
        Caller many = Caller.patient();
        Caller one = Caller.patient();
        Caller two = Caller.patient();
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            calls.add(call(gate, many, "many"));
        }
        calls.add(call(gate, one, "one"));
        calls.add(call(gate, two, "two"));
        calls.add(call(gate, two, "two"));

        gate.leave(holder);
        for (Future<?> call : calls) {
            call.get();
        }

        assertThat(order).containsExactly("many", "one", "two", "many", "two", "many");
    }

    @Test
    void who_has_fewest_calls_on_the_device_is_next() throws Exception {
        DeviceGate gate = new DeviceGate("the CPU", 2);
        gate.enter(holder);
        gate.enter(holder);
        Future<?> further = call(gate, holder, "further");
        Future<?> first = call(gate, Caller.patient(), "first of another");

        gate.leave(holder);
        first.get();
        further.get();
        gate.leave(holder);

        assertThat(order).containsExactly("first of another", "further");
    }

    @Test
    void no_more_calls_are_let_in_than_there_are_permits_and_each_caller_of_many_is_served() throws Exception {
        DeviceGate gate = new DeviceGate("the CPU", 3);
        List<Future<?>> calls = new ArrayList<>();
        int[] inside = new int[2];
        for (int caller = 0; caller < 20; caller++) {
            Caller request = Caller.patient();
            for (int i = 0; i < 50; i++) {
                calls.add(pool.submit(() -> {
                    gate.enter(request);
                    try {
                        synchronized (inside) {
                            inside[0]++;
                            inside[1] = Math.max(inside[1], inside[0]);
                        }
                        Thread.onSpinWait();
                        synchronized (inside) {
                            inside[0]--;
                        }
                    } finally {
                        gate.leave(request);
                    }
                    return true;
                }));
            }
        }
        for (Future<?> call : calls) {
            call.get();
        }

        assertThat(inside[1]).isBetween(1, 3);
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void a_caller_that_waits_is_told_and_told_again_when_it_is_served() throws Exception {
        DeviceGate gate = new DeviceGate("the GPU", 1, 0);
        gate.enter(holder);
        TestCaller caller = new TestCaller();
        Future<?> call = call(gate, caller, "call");

        caller.told.await();
        assertThat(caller.waitedFor).isEqualTo("the GPU");
        assertThat(caller.served.getCount()).isEqualTo(1);

        gate.leave(holder);
        caller.served.await();
        call.get();
    }

    @Test
    void a_caller_that_is_served_at_once_is_told_nothing() throws Exception {
        DeviceGate gate = new DeviceGate("the GPU", 1, 0);
        TestCaller caller = new TestCaller();

        call(gate, caller, "call").get();

        assertThat(caller.told.getCount()).isEqualTo(1);
        assertThat(caller.served.getCount()).isEqualTo(1);
    }

    @Test
    void a_caller_can_be_cancelled_while_it_waits_and_nobody_waits_for_it_then() throws Exception {
        DeviceGate gate = new DeviceGate("the GPU", 1);
        gate.enter(holder);
        TestCaller dismissed = new TestCaller();
        Future<?> call = call(gate, dismissed, "dismissed");
        Future<?> next = call(gate, Caller.patient(), "next");

        dismissed.cancelled = true;
        assertThatThrownBy(call::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(CancellationException.class)
                .hasMessage("cancelled while it waited for the GPU");
        assertThat(gate.waiting()).isEqualTo(1);

        gate.leave(holder);
        next.get();
        assertThat(order).containsExactly("next");
    }

    @Test
    void what_a_caller_throws_when_it_is_told_gives_its_place_away() throws Exception {
        DeviceGate gate = new DeviceGate("the GPU", 1, 0);
        gate.enter(holder);
        Future<?> call = call(
                gate,
                new Caller() {
                    @Override
                    public boolean isCancelled() {
                        return false;
                    }

                    @Override
                    public void waiting(String what) {
                        throw new IllegalStateException("dismissed");
                    }

                    @Override
                    public void served() {}
                },
                "dismissed");
        assertThatThrownBy(call::get).hasRootCauseMessage("dismissed");

        gate.leave(holder);
        call(gate, Caller.patient(), "next").get();
        assertThat(order).containsExactly("next");
    }

    @Test
    void a_gate_that_is_closed_turns_away_who_waits_and_who_comes() throws Exception {
        DeviceGate gate = new DeviceGate("the GPU", 1);
        gate.enter(holder);
        Future<?> call = call(gate, Caller.patient(), "late");

        gate.close();

        assertThatThrownBy(call::get).cause().isInstanceOf(ModelException.class);
        assertThatThrownBy(() -> gate.enter(Caller.patient()))
                .isInstanceOf(ModelException.class)
                .hasMessage("the models have been closed");
        gate.leave(holder);
    }

    /** A call that is in its line, or through, when this returns. */
    private Future<?> call(DeviceGate gate, Caller caller, String name) {
        int before = gate.waiting();
        Future<?> call = pool.submit(() -> {
            gate.enter(caller);
            order.add(name);
            gate.leave(caller);
            return true;
        });
        while (gate.waiting() == before && !call.isDone()) {
            Thread.onSpinWait();
        }
        return call;
    }
}
