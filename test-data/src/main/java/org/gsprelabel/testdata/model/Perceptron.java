package org.gsprelabel.testdata.model;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A perceptron with one hidden layer (ReLU) and a softmax, fitted with Adam (Kingma and Ba, 2015) on cross-entropy. All
 * arithmetic is strict, so that the same samples give the same weights on every machine.
 */
final class Perceptron {

    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;

    private final int inputs;
    private final int hidden;
    private final int outputs;
    /** Hidden weights (hidden x inputs), hidden biases, output weights (outputs x hidden), output biases. */
    private final double[] weights;

    private Perceptron(int inputs, int hidden, int outputs, double[] weights) {
        this.inputs = inputs;
        this.hidden = hidden;
        this.outputs = outputs;
        this.weights = weights;
    }

    /**
     * Fits to samples that are shuffled already.
     *
     * @param samples one row of inputs each, centred around 0
     * @param labels the class of each sample, 0 to {@code outputs - 1}
     */
    static Perceptron fit(double[][] samples, int[] labels, int hidden, int outputs, int epochs) {
        int inputs = samples[0].length;
        double[] weights = new double[hidden * (inputs + 1) + outputs * (hidden + 1)];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < hidden * inputs; i++) {
            weights[i] = (random.nextDouble() * 2 - 1) * Math.sqrt(6.0 / inputs);
        }
        for (int i = hidden * (inputs + 1); i < weights.length - outputs; i++) {
            weights[i] = (random.nextDouble() * 2 - 1) * Math.sqrt(3.0 / hidden);
        }
        Perceptron net = new Perceptron(inputs, hidden, outputs, weights);
        net.train(samples, labels, epochs);
        return net;
    }

    private void train(double[][] samples, int[] labels, int epochs) {
        int batch = 64;
        double[] gradient = new double[weights.length];
        double[] mean = new double[weights.length];
        double[] square = new double[weights.length];
        double power1 = 1;
        double power2 = 1;
        int steps = epochs * (samples.length / batch);
        for (int step = 0; step < steps; step++) {
            Arrays.fill(gradient, 0);
            int first = step * batch % (samples.length / batch * batch);
            for (int i = first; i < first + batch; i++) {
                accumulate(samples[i], labels[i], gradient);
            }
            double rate = 0.01 * (1 - step / (double) steps);
            power1 *= BETA_1;
            power2 *= BETA_2;
            for (int i = 0; i < weights.length; i++) {
                double g = gradient[i] / batch + 1e-5 * weights[i];
                mean[i] = BETA_1 * mean[i] + (1 - BETA_1) * g;
                square[i] = BETA_2 * square[i] + (1 - BETA_2) * g * g;
                weights[i] -= rate * (mean[i] / (1 - power1)) / (Math.sqrt(square[i] / (1 - power2)) + 1e-8);
            }
        }
    }

    private void accumulate(double[] sample, int label, double[] gradient) {
        double[] activation = new double[hidden];
        double[] error = new double[outputs];
        forward(sample, activation, error);
        softmax(error);
        error[label] -= 1;
        int biases = hidden * inputs;
        int second = biases + hidden;
        for (int h = 0; h < hidden; h++) {
            if (activation[h] <= 0) {
                continue;
            }
            double back = 0;
            for (int o = 0; o < outputs; o++) {
                back += error[o] * weights[second + o * hidden + h];
                gradient[second + o * hidden + h] += error[o] * activation[h];
            }
            gradient[biases + h] += back;
            for (int i = 0; i < inputs; i++) {
                gradient[h * inputs + i] += back * sample[i];
            }
        }
        for (int o = 0; o < outputs; o++) {
            gradient[second + outputs * hidden + o] += error[o];
        }
    }

    private void forward(double[] sample, double[] activation, double[] logits) {
        int biases = hidden * inputs;
        int second = biases + hidden;
        for (int h = 0; h < hidden; h++) {
            double sum = weights[biases + h];
            for (int i = 0; i < inputs; i++) {
                sum += weights[h * inputs + i] * sample[i];
            }
            activation[h] = Math.max(0, sum);
        }
        for (int o = 0; o < outputs; o++) {
            double sum = weights[second + outputs * hidden + o];
            for (int h = 0; h < hidden; h++) {
                sum += weights[second + o * hidden + h] * activation[h];
            }
            logits[o] = sum;
        }
    }

    private static void softmax(double[] logits) {
        double largest = logits[0];
        for (double logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            logits[i] = StrictMath.exp(logits[i] - largest);
            sum += logits[i];
        }
        for (int i = 0; i < logits.length; i++) {
            logits[i] /= sum;
        }
    }

    int hidden() {
        return hidden;
    }

    int outputs() {
        return outputs;
    }

    /** Hidden weights, hidden x inputs. */
    float[] hiddenWeights() {
        return part(0, hidden * inputs);
    }

    float[] hiddenBiases() {
        return part(hidden * inputs, hidden);
    }

    /** Output weights, outputs x hidden. */
    float[] outputWeights() {
        return part(hidden * (inputs + 1), outputs * hidden);
    }

    float[] outputBiases() {
        return part(hidden * (inputs + 1) + outputs * hidden, outputs);
    }

    private float[] part(int from, int length) {
        float[] part = new float[length];
        for (int i = 0; i < length; i++) {
            part[i] = (float) weights[from + i];
        }
        return part;
    }
}
