package org.gsprelabel.wps;

/** Where models ran, as results may say it: they go where features go. That there is an inference server may be known, not where. */
final class PublicDevice {

    private PublicDevice() {}

    /** @param device {@code CPU}, {@code CUDA:0}, {@code server http://host:8000}, or several with commas between them */
    static String of(String device) {
        return device.replaceAll("server [^ ,]+", "server");
    }
}
