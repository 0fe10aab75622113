import java.io.IOException;
import java.nio.file.Path;

/** A tool and how it is set up, by the name that the tables show. */
record Kind(String name, String family, double cycle, Maker maker) {
    /** Puts a tool of this kind into a cell. */
    interface Maker {
        Tool make(Cell cell, Tool.Setup setup);
    }

    static Kind floor() {
        return new Kind("floor (C)", "floor", 0, Floor::new);
    }

    static Kind s6() {
        return new Kind("s6", "s6", 0, S6::new);
    }

    static Kind monit(int cycle, boolean isMatching) {
        String how = isMatching ? "matching" : "pidfile";
        return new Kind("Monit " + cycle + " s " + how, "monit", cycle,
                (cell, setup) -> new Monit(cell, setup, cycle, isMatching));
    }

    static Kind okiagari(String name, Path tree) {
        return new Kind(name, "okiagari", 0, (cell, setup) -> new Okiagari(cell, setup, tree));
    }

    /** A distribution that is measured beside, to see what changed. */
    boolean isBefore() {
        return name.endsWith("before");
    }

    /** Opens a cell with its processes, and the tool in it, which watches when this returns. */
    Running open(Kit kit, Tool.Setup setup) throws IOException {
        Cell cell = new Cell(kit, Math.max(1, setup.daemons()));
        boolean isDone = false;
        try {
            cell.ask("idle " + setup.idle());
            Tool tool = maker.make(cell, setup);
            if (!tool.startsDaemons()) {
                cell.ask("daemons 0 " + setup.daemons());
            }
            tool.start();
            isDone = true;
            return new Running(cell, tool);
        } finally {
            if (!isDone) {
                cell.close();
            }
        }
    }

    /** A cell and the tool in it. */
    record Running(Cell cell, Tool tool) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            cell.close();
        }
    }
}
