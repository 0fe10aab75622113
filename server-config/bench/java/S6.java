import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** s6: a supervisor, so the daemons are its children. Its services tell that they are ready, else it waits a second. */
record S6(Cell cell, Tool.Setup setup) implements Tool {
    @Override
    public boolean startsDaemons() {
        return true;
    }

    @Override
    public void start() throws IOException {
        Path services = Files.createDirectories(cell.dir.resolve("s6"));
        for (int i = 0; i < setup.daemons(); i++) {
            Path service = Files.createDirectories(services.resolve("d%05d".formatted(i)));
            String options = setup.stampOptions(i).isEmpty() ? "-x " : setup.stampOptions(i);
            Path run = Files.writeString(service.resolve("run"), "#!/bin/sh\nexec " + cell.stamp(options, i) + "\n");
            Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.writeString(service.resolve("notification-fd"), "3\n");
        }
        cell.run("s6", "exec s6-svscan -c " + (setup.daemons() + 10) + " " + services);
        Tool.await("s6 and its services", 120, () -> cell.starts() == setup.daemons());
        Kit.pause(2);
    }
}
