package org.gsprelabel.onnx;

/** Reads {@code runtime}: where the graphs of a package run. */
final class RuntimeFields {

    static final String NAME = "runtime";

    private RuntimeFields() {}

    /**
     * @param root the whole descriptor
     * @throws IllegalArgumentException when a value is out of range
     */
    static DeviceSettings read(JsonFields root) {
        JsonFields runtime = root.objectOrEmpty(
                NAME,
                "device",
                "deviceId",
                "memoryLimitMegabytes",
                "arenaGrowth",
                "convolutionSearch",
                "convolutionWorkspace",
                "tf32");
        DeviceSettings usual = DeviceSettings.usual();
        return new DeviceSettings(
                runtime.choice("device", usual.device()),
                runtime.integer("deviceId").orElse(usual.deviceId()),
                runtime.integer("memoryLimitMegabytes"),
                runtime.choice("arenaGrowth", usual.arenaGrowth()),
                runtime.choice("convolutionSearch", usual.convolutionSearch()),
                runtime.flag("convolutionWorkspace", usual.convolutionWorkspace()),
                runtime.flag("tf32", usual.tf32()));
    }
}
