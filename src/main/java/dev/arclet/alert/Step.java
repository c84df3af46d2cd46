package dev.arclet.alert;

import java.nio.ByteBuffer;

/**
 * One instruction of a compiled {@link Projection}: moves the cursor past one value of the writer's schema and, where the value is
 * wanted, puts it into its slot.
 */
sealed interface Step {
    void run(PacketCursor in, Object[] slots) throws UndecodableAlertException;

    /** Null: no bytes. */
    record Nothing() implements Step {
        @Override
        public void run(PacketCursor in, Object[] slots) {}
    }

    /** Boolean, float, double, fixed. */
    record SkipFixed(int width) implements Step {
        @Override
        public void run(PacketCursor in, Object[] slots) throws UndecodableAlertException {
            in.skip(width);
        }
    }

    /** Int, long. */
    record SkipNumber() implements Step {
        @Override
        public void run(PacketCursor in, Object[] slots) throws UndecodableAlertException {
            in.skipVarint();
        }
    }

    /** String, bytes. */
    record SkipText() implements Step {
        @Override
        public void run(PacketCursor in, Object[] slots) throws UndecodableAlertException {
            in.skip(in.readLength());
        }
    }

    /** An enum that nobody wants; its symbol is checked all the same. */
    record SkipEnum(int symbols) implements Step {
        @Override
        public void run(PacketCursor in, Object[] slots) throws UndecodableAlertException {
            in.readIndex(symbols);
        }
    }

    /** The fields are filled in after construction, because a record may contain itself. */
    record Fields(Step[] steps) implements Step {
        @Override
        public void run(PacketCursor in, Object[] slots) throws UndecodableAlertException {
            in.enter(steps.length);
            for (Step step : steps) {
                step.run(in, slots);
            }
            in.leave();
        }
    }

    /** A union: the number of a branch, then its value. */
    record Branches(Step[] steps) implements Step {
        @Override
        public void run(PacketCursor in, Object[] slots) throws UndecodableAlertException {
            steps[in.readIndex(steps.length)].run(in, slots);
        }
    }

    /** An array; nothing inside one is ever wanted. */
    record SkipArray(Step entry) implements Step {
        @Override
        public void run(PacketCursor in, Object[] slots) throws UndecodableAlertException {
            for (int left = in.nextBlockToSkip(); left > 0; left = in.nextBlockToSkip()) {
                for (int i = 0; i < left; i++) {
                    entry.run(in, slots);
                }
            }
        }
    }

    /** A map. */
    record SkipMap(Step value) implements Step {
        @Override
        public void run(PacketCursor in, Object[] slots) throws UndecodableAlertException {
            for (int left = in.nextBlockToSkip(); left > 0; left = in.nextBlockToSkip()) {
                for (int i = 0; i < left; i++) {
                    in.skip(in.readLength());
                    value.run(in, slots);
                }
            }
        }
    }

    /** Into its slot goes a {@link Long}. */
    record TakeNumber(int slot) implements Step {
        @Override
        public void run(PacketCursor in, Object[] slots) throws UndecodableAlertException {
            slots[slot] = in.readLong();
        }
    }

    /** Into its slot goes a {@link Double}. */
    record TakeFloat(int slot) implements Step {
        @Override
        public void run(PacketCursor in, Object[] slots) throws UndecodableAlertException {
            slots[slot] = (double) in.readFloat();
        }
    }

    /** Into its slot goes a {@link Double}. */
    record TakeDouble(int slot) implements Step {
        @Override
        public void run(PacketCursor in, Object[] slots) throws UndecodableAlertException {
            slots[slot] = in.readDouble();
        }
    }

    /** Into its slot goes a {@link Long}, 1 for true. */
    record TakeBoolean(int slot) implements Step {
        @Override
        public void run(PacketCursor in, Object[] slots) throws UndecodableAlertException {
            slots[slot] = in.readBoolean() ? 1L : 0L;
        }
    }

    /** Into its slot goes a {@link String}. */
    record TakeText(int slot) implements Step {
        @Override
        public void run(PacketCursor in, Object[] slots) throws UndecodableAlertException {
            slots[slot] = in.readText();
        }
    }

    /** Into its slot goes the symbol, a {@link String}. */
    record TakeEnum(int slot, String[] symbols) implements Step {
        @Override
        public void run(PacketCursor in, Object[] slots) throws UndecodableAlertException {
            slots[slot] = symbols[in.readIndex(symbols.length)];
        }
    }

    /** Into its slot goes a read-only {@link ByteBuffer} on the packet's own bytes. */
    record TakeBytes(int slot) implements Step {
        @Override
        public void run(PacketCursor in, Object[] slots) throws UndecodableAlertException {
            slots[slot] = in.readBytes();
        }
    }

    /** Into its slot goes a read-only {@link ByteBuffer} on the packet's own bytes. */
    record TakeFixed(int slot, int width) implements Step {
        @Override
        public void run(PacketCursor in, Object[] slots) throws UndecodableAlertException {
            slots[slot] = in.view(width);
        }
    }
}
