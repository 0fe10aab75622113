package org.okiagari.dist;

import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Window;
import java.awt.image.BufferedImage;
import java.beans.PropertyVetoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JFrame;
import javax.swing.JInternalFrame;
import javax.swing.JLabel;
import javax.swing.JSplitPane;
import javax.swing.JTabbedPane;
import javax.swing.JTable;
import javax.swing.JTree;
import javax.swing.tree.TreePath;

/** Loaded into JConsole by attach: does with its windows what a user's hands do, and writes down what a user's eyes see. */
public final class WindowAgent {
    private static final int TREE = 240;

    private WindowAgent() {}

    /**
     * Does one thing on the thread of the windows, then writes a file.
     *
     * @param what {@code FILE} and, after a line break, {@code tab NAME}, {@code node NAME > NAME...}, {@code press BUTTON},
     *     {@code room WIDTH HEIGHT}, {@code columns WIDTH WIDTH...}, {@code picture FILE} or {@code look}
     */
    public static void agentmain(String what) {
        String[] lines = what.split("\n", 2);
        List<String> seen = new ArrayList<>();
        try {
            // To ask too early would start the thread of the windows in the name of the agent, without the class path.
            if (hasWindows()) {
                EventQueue.invokeAndWait(() -> act(lines[1]));
                EventQueue.invokeAndWait(() -> see(seen));
            }
        } catch (InvocationTargetException | InterruptedException e) {
            // An agent that throws has its reason lost and its process's output filled.
            seen.add("failed: " + e.getCause());
        }
        write(Path.of(lines[0]), seen);
    }

    private static boolean hasWindows() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("AWT-EventQueue"));
    }

    private static void act(String order) {
        String name = order.contains(" ") ? order.substring(order.indexOf(' ') + 1) : "";
        switch (order.substring(0, order.length() - name.length()).strip()) {
            case "tab" ->
                all(JTabbedPane.class).forEach(pane -> {
                    int tab = pane.indexOfTab(name);
                    pane.setSelectedIndex(tab >= 0 ? tab : pane.getSelectedIndex());
                });
            case "node" -> all(JTree.class).forEach(tree -> select(tree, name.split(" > ")));
            case "press" ->
                all(AbstractButton.class).stream()
                        .filter(button -> name.equals(button.getText()) && button.isShowing() && button.isEnabled())
                        .findFirst()
                        .ifPresent(AbstractButton::doClick);
            case "room" -> {
                String[] size = name.split(" ");
                all(JFrame.class).forEach(frame -> {
                    frame.setSize(Integer.parseInt(size[0]), Integer.parseInt(size[1]));
                    frame.validate();
                });
                all(JInternalFrame.class).forEach(WindowAgent::fill);
                all(JSplitPane.class).forEach(split -> split.setDividerLocation(TREE));
            }
            case "columns" ->
                all(JTable.class).stream().filter(JTable::isShowing).forEach(table -> widths(table, name.split(" ")));
            case "picture" -> paint(Path.of(name));
            default -> {
                // Only looks.
            }
        }
    }

    private static void fill(JInternalFrame frame) {
        try {
            frame.setMaximum(true);
        } catch (PropertyVetoException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void widths(JTable table, String[] widths) {
        for (int column = 0; column < table.getColumnCount() && column < widths.length; column++) {
            table.getColumnModel().getColumn(column).setPreferredWidth(Integer.parseInt(widths[column]));
        }
    }

    private static void paint(Path file) {
        JFrame frame =
                all(JFrame.class).stream().filter(JFrame::isShowing).findFirst().orElseThrow();
        BufferedImage image = new BufferedImage(frame.getWidth(), frame.getHeight(), BufferedImage.TYPE_INT_RGB);
        frame.printAll(image.getGraphics());
        try {
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void select(JTree tree, String[] names) {
        int row = -1;
        for (String name : names) {
            int next = row + 1;
            while (next < tree.getRowCount() && !text(tree, next).equals(name)) {
                next++;
            }
            if (next >= tree.getRowCount()) {
                return;
            }
            row = next;
            tree.expandRow(row);
        }
        TreePath path = tree.getPathForRow(row);
        tree.setSelectionPath(path);
        tree.scrollPathToVisible(path);
    }

    private static String text(JTree tree, int row) {
        return String.valueOf(tree.getPathForRow(row).getLastPathComponent());
    }

    private static void see(List<String> lines) {
        all(JTabbedPane.class).forEach(pane -> {
            for (int tab = 0; tab < pane.getTabCount(); tab++) {
                lines.add((tab == pane.getSelectedIndex() ? "TAB " : "tab ") + pane.getTitleAt(tab));
            }
        });
        all(JTree.class).forEach(tree -> {
            for (int row = 0; row < tree.getRowCount(); row++) {
                lines.add((tree.isRowSelected(row) ? "NODE " : "node ") + text(tree, row));
            }
        });
        all(JTable.class).stream().filter(JTable::isShowing).forEach(table -> {
            for (int row = 0; row < table.getRowCount(); row++) {
                lines.add("row " + cells(table, row));
            }
        });
        all(JLabel.class).stream().filter(JLabel::isShowing).forEach(label -> lines.add("label " + label.getText()));
    }

    private static void write(Path file, List<String> lines) {
        try {
            Path whole = Files.write(file.resolveSibling(file.getFileName() + ".new"), lines);
            Files.move(whole, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cells(JTable table, int row) {
        StringBuilder cells = new StringBuilder();
        for (int column = 0; column < table.getColumnCount(); column++) {
            cells.append(column == 0 ? "" : " | ").append(table.getValueAt(row, column));
        }
        return cells.toString();
    }

    private static <T extends Component> List<T> all(Class<T> type) {
        List<T> found = new ArrayList<>();
        for (Window window : Window.getWindows()) {
            add(window, type, found);
        }
        return found;
    }

    private static <T extends Component> void add(Component at, Class<T> type, List<T> found) {
        if (type.isInstance(at)) {
            found.add(type.cast(at));
        }
        if (at instanceof Container) {
            for (Component part : ((Container) at).getComponents()) {
                add(part, type, found);
            }
        }
    }
}
