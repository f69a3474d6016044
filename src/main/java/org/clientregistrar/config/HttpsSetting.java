package org.clientregistrar.config;

import java.net.URI;

/** A setting that is the URL of a document which this service reads. */
public final class HttpsSetting {

    private HttpsSetting() {}

    /**
     * Refuses a URL that could not be read.
     *
     * @param setting its name
     * @throws SettingException for any but an https URL with a host, and without user information
     *     and fragment
     */
    public static URI check(String setting, URI url) {
        if (!"https".equals(url.getScheme())
                || url.getHost() == null
                || url.getRawUserInfo() != null
                || url.getRawFragment() != null) {
            throw new SettingException(
                    setting, "must be an https URL, without user information and fragment");
        }
        return url;
    }
}
