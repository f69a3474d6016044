package org.clientregistrar.config;

/**
 * A setting that the service cannot start with. Its message names the setting and fits on one line.
 */
public final class SettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the one line that ends the start.
     *
     * @param setting its name, such as registrar.public-url
     * @param problem what is wrong with it, without a secret value
     */
    public SettingException(String setting, String problem) {
        super(setting + ": " + problem);
    }
}
