package org.clientregistrar.admin;

import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.clientregistrar.query.QueryParameters;

/**
 * How an import goes, by its query parameters.
 *
 * @param format what the objects of the body are
 * @param isDry whether all but the changes is done
 * @param onConflict what becomes of a client that is here, and is other than its line
 * @param makesSecrets whether a client that needs a secret and brings none along gets one
 * @param logoBase where the paths of logos begin
 */
record ImportOptions(
        Format format,
        boolean isDry,
        OnConflict onConflict,
        boolean makesSecrets,
        Optional<String> logoBase) {

    /** What the objects of the body are. */
    enum Format {
        /** Clients as this door has them. */
        CLIENTS,
        /** Those of a {@link DjangoDump}. */
        DJANGO_OIDC_PROVIDER;

        /** The name on the wire. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What becomes of a client that is here, and is other than its line. */
    enum OnConflict {
        REFUSE,
        REPLACE;

        /** The name on the wire. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String FORMAT = "format";
    private static final String DRY_RUN = "dry_run";
    private static final String ON_CONFLICT = "on_conflict";
    private static final String MAKE_SECRETS = "make_secrets";
    private static final String LOGO_BASE = "logo_base";

    private static final Set<String> PARAMETERS =
            Set.of(FORMAT, DRY_RUN, ON_CONFLICT, MAKE_SECRETS, LOGO_BASE);

    private static final int LONGEST_BASE = 1024;

    /**
     * Reads a query.
     *
     * @throws org.clientregistrar.error.OAuthException 400, see {@link QueryParameters}
     */
    static ImportOptions of(UriInfo uri) {
        var query = QueryParameters.of(uri.getQueryParameters(), PARAMETERS);
        return new ImportOptions(
                query.word(FORMAT, Format.values()).orElse(Format.CLIENTS),
                query.flag(DRY_RUN),
                query.word(ON_CONFLICT, OnConflict.values()).orElse(OnConflict.REFUSE),
                query.flag(MAKE_SECRETS),
                query.text(LOGO_BASE, 1, LONGEST_BASE));
    }
}
