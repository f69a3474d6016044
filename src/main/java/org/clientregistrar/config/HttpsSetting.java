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
        if (!"https".equals(url.getScheme()) || !isPlain(url)) {
            throw new SettingException(
                    setting, "must be an https URL, without user information and fragment");
        }
        return url;
    }

    /**
     * The same, and an http URL of this machine is good too.
     *
     * @throws SettingException for any other URL
     */
    public static URI checkOrLoopback(String setting, URI url) {
        return LoopbackUrl.is(url) && isPlain(url) ? url : check(setting, url);
    }

    private static boolean isPlain(URI url) {
        return url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawFragment() == null;
    }
}
