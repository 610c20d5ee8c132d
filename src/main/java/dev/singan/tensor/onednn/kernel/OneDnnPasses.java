package dev.singan.tensor.onednn.kernel;

/** Runs a pass over every slot and every group of lanes. */
public final class OneDnnPasses {
    private OneDnnPasses() {}

    /** A pass over the lanes that begin at a channel of a slot. */
    public interface Pass {
        void run(int slot, int channel);
    }

    /** Runs a pass for slots 0 to {@code slots} − 1 and all channels. */
    public static void run(int slots, int channels, Pass pass) {
        for (int slot = 0; slot < slots; slot++) {
            for (int channel = 0; channel < channels; channel += OneDnnLanes.LENGTH) {
                pass.run(slot, channel);
            }
        }
    }
}
