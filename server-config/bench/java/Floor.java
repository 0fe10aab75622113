import java.io.IOException;
import java.nio.file.Files;

/** c/floor.c. */
record Floor(Cell cell, Tool.Setup setup) implements Tool {
    @Override
    public void start() throws IOException {
        cell.run("floor", "exec " + cell.kit.program("floor") + " " + cell.dir + " " + cell.kit.program("stamp"));
        Tool.await("the floor", 60, () -> Files.readString(cell.dir.resolve("log/floor")).contains("ready"));
    }
}
