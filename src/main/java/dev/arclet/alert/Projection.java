package dev.arclet.alert;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Picks the values at some paths out of records of one writer's schema and steps over all others, without building the records.
 *
 * <p>Avro's own resolving reader does the same with a reader's schema, but its bounds are properties of the whole process, it
 * copies bytes fields, and it steps over a long history field by field through a parser's stack. A test holds the two equal.
 *
 * <p>Immutable and thread-safe. Reading allocates the slots and what goes into them.
 */
final class Projection {
    private final Step root;
    private final Map<String, Integer> slots;
    private final Map<String, Set<Schema.Type>> types;

    private Projection(Step root, Map<String, Integer> slots, Map<String, Set<Schema.Type>> types) {
        this.root = root;
        this.slots = slots;
        this.types = types;
    }

    /**
     * Compiles the walk.
     *
     * @param schema the writer's
     * @param record the record that the paths start from: the schema itself, or one of its branches when it is a union
     * @param paths field names joined by dots; a path leads through records and nullable records, never into an array
     */
    static Projection of(Schema schema, Schema record, Collection<String> paths) {
        Compiler compiler = new Compiler();
        PathTree wanted = PathTree.of(paths);
        Step root = schema.isUnion() ? compiler.rootUnion(schema, record, wanted) : compiler.take(schema, wanted, "");
        return new Projection(root, Map.copyOf(compiler.slots), Map.copyOf(compiler.types));
    }

    /** Steps over records of the schema and picks out nothing. */
    static Projection skipping(Schema schema) {
        return new Projection(new Compiler().skip(schema), Map.of(), Map.of());
    }

    /** What the schema says may stand at a path; empty when it has no such field. */
    Set<Schema.Type> types(String path) {
        return types.getOrDefault(path, Set.of());
    }

    /**
     * Index of a path's value among those that {@link #read} answers; nothing when the schema has no such field, or only arrays, maps or
     * records in it.
     */
    OptionalInt slot(String path) {
        Integer slot = slots.get(path);
        return slot == null ? OptionalInt.empty() : OptionalInt.of(slot);
    }

    /**
     * Reads one record and leaves the cursor behind it.
     *
     * @return by slot: Long, Double, String, a read-only ByteBuffer, or null where the value is null
     */
    Object[] read(PacketCursor in) throws UndecodableAlertException {
        Object[] values = new Object[slots.size()];
        root.run(in, values);
        return values;
    }

    /** The wanted paths by their first name; a tree without branches is itself a wanted value. */
    private record PathTree(Map<String, PathTree> branches) {
        static PathTree of(Collection<String> paths) {
            PathTree root = new PathTree(new LinkedHashMap<>());
            for (String path : paths) {
                PathTree here = root;
                for (String name : path.split("\\.", -1)) {
                    here = here.branches.computeIfAbsent(name, n -> new PathTree(new LinkedHashMap<>()));
                }
            }
            return root;
        }

        boolean isValue() {
            return branches.isEmpty();
        }
    }

    private static final class Compiler {
        private final Map<String, Integer> slots = new HashMap<>();
        private final Map<String, Set<Schema.Type>> types = new HashMap<>();
        private final IdentityHashMap<Schema, Step> skips = new IdentityHashMap<>();

        Step rootUnion(Schema union, Schema record, PathTree wanted) {
            List<Schema> types = union.getTypes();
            Step[] steps = new Step[types.size()];
            for (int i = 0; i < steps.length; i++) {
                boolean alert = types.get(i).getFullName().equals(record.getFullName());
                steps[i] = alert ? take(record, wanted, "") : skip(types.get(i));
            }
            return new Step.Branches(steps);
        }

        /** A value of which something is wanted. */
        Step take(Schema schema, PathTree wanted, String path) {
            if (schema.isUnion()) {
                List<Schema> types = schema.getTypes();
                Step[] steps = new Step[types.size()];
                for (int i = 0; i < steps.length; i++) {
                    steps[i] = take(types.get(i), wanted, path);
                }
                return new Step.Branches(steps);
            }
            if (wanted.isValue()) {
                return takeValue(schema, path);
            }
            return schema.getType() == Schema.Type.RECORD ? takeFields(schema, wanted, path) : skip(schema);
        }

        private Step takeFields(Schema record, PathTree wanted, String path) {
            List<Schema.Field> fields = record.getFields();
            Step[] steps = new Step[fields.size()];
            for (int i = 0; i < steps.length; i++) {
                Schema.Field field = fields.get(i);
                PathTree inside = wanted.branches.get(field.name());
                steps[i] = inside == null ? skip(field.schema()) : take(field.schema(), inside, below(path, field));
            }
            return new Step.Fields(steps);
        }

        private static String below(String path, Schema.Field field) {
            return path.isEmpty() ? field.name() : path + "." + field.name();
        }

        private Step takeValue(Schema schema, String path) {
            types.computeIfAbsent(path, p -> EnumSet.noneOf(Schema.Type.class)).add(schema.getType());
            return switch (schema.getType()) {
                case NULL -> new Step.Nothing();
                case INT, LONG -> new Step.TakeNumber(slotOf(path));
                case FLOAT -> new Step.TakeFloat(slotOf(path));
                case DOUBLE -> new Step.TakeDouble(slotOf(path));
                case BOOLEAN -> new Step.TakeBoolean(slotOf(path));
                case STRING -> new Step.TakeText(slotOf(path));
                case BYTES -> new Step.TakeBytes(slotOf(path));
                case FIXED -> new Step.TakeFixed(slotOf(path), schema.getFixedSize());
                case ENUM ->
                    new Step.TakeEnum(slotOf(path), schema.getEnumSymbols().toArray(String[]::new));
                case RECORD, ARRAY, MAP, UNION -> skip(schema);
            };
        }

        private int slotOf(String path) {
            return slots.computeIfAbsent(path, p -> slots.size());
        }

        private Step skip(Schema schema) {
            Step known = skips.get(schema);
            return known == null ? compileSkip(schema) : known;
        }

        private Step compileSkip(Schema schema) {
            return switch (schema.getType()) {
                case NULL -> new Step.Nothing();
                case BOOLEAN -> new Step.SkipFixed(1);
                case FLOAT -> new Step.SkipFixed(Float.BYTES);
                case DOUBLE -> new Step.SkipFixed(Double.BYTES);
                case FIXED -> new Step.SkipFixed(schema.getFixedSize());
                case INT, LONG -> new Step.SkipNumber();
                case STRING, BYTES -> new Step.SkipText();
                case ENUM -> new Step.SkipEnum(schema.getEnumSymbols().size());
                case ARRAY -> new Step.SkipArray(skip(schema.getElementType()));
                case MAP -> new Step.SkipMap(skip(schema.getValueType()));
                case UNION -> skipUnion(schema.getTypes());
                case RECORD -> skipFields(schema);
            };
        }

        private Step skipUnion(List<Schema> types) {
            return new Step.Branches(types.stream().map(this::skip).toArray(Step[]::new));
        }

        private Step skipFields(Schema record) {
            Step[] steps = new Step[record.getFields().size()];
            Step step = new Step.Fields(steps);
            skips.put(record, step);
            for (int i = 0; i < steps.length; i++) {
                steps[i] = skip(record.getFields().get(i).schema());
            }
            return step;
        }
    }
}
