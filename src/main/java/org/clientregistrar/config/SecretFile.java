package org.clientregistrar.config;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** Files that hold a secret value, so that it need not stand in the environment. */
public final class SecretFile {

    private SecretFile() {}

    /**
     * The text of a file, without white space around it.
     *
     * @param setting the setting that names the file, for the message
     * @throws SettingException if the file cannot be read or is empty
     */
    public static String read(String setting, Path file) {
        try {
            var text = Files.readString(file).strip();
            if (text.isEmpty()) {
                throw new SettingException(setting, "the file " + file + " is empty");
            }
            return text;
        } catch (IOException e) {
            throw new SettingException(
                    setting, "cannot read the file " + file + " (" + reason(e) + ")");
        }
    }

    /**
     * The same, but the file is made first if it is not there: readable by its owner alone, and on
     * the disk before this returns.
     *
     * @throws SettingException if the file can neither be read nor made
     */
    public static String readOrCreate(String setting, Path file, Supplier<String> content) {
        if (!Files.exists(file)) {
            create(setting, file, content.get());
        }
        return read(setting, file);
    }

    private static void create(String setting, Path file, String content) {
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            var target = file.toAbsolutePath();
            Files.createDirectories(target.getParent());
            var draft =
                    Files.createTempFile(
                            target.getParent(), "." + target.getFileName(), ".new", ownerOnly);
            Files.writeString(draft, content + "\n", StandardOpenOption.SYNC);
            try {
                // Whole or not at all, and never over a file that came to be meanwhile.
                Files.createLink(target, draft);
            } finally {
                Files.delete(draft);
            }
        } catch (FileAlreadyExistsException e) {
            return; // another start made it first
        } catch (IOException e) {
            throw new SettingException(
                    setting, "cannot make the file " + file + " (" + reason(e) + ")");
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName();
    }
}
