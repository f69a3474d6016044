package org.clientregistrar.policy;

import static org.clientregistrar.error.OAuthException.Code.INVALID_SOFTWARE_STATEMENT;
import static org.clientregistrar.error.OAuthException.Code.UNAPPROVED_SOFTWARE_STATEMENT;
import static org.clientregistrar.error.OAuthException.invalidClientMetadata;
import static org.clientregistrar.metadata.ClientParameters.LOGO_URI;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Consumer;
import org.clientregistrar.access.Admission;
import org.clientregistrar.access.Bounds;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.error.Faults;
import org.clientregistrar.fetch.Fetcher;
import org.clientregistrar.metadata.ClientMetadata;
import org.clientregistrar.metadata.Limits;
import org.clientregistrar.metadata.MetadataDraft;
import org.clientregistrar.metadata.MetadataValues;
import org.clientregistrar.metadata.Vocabulary;
import org.clientregistrar.picture.LogoUrls;

/**
 * What this deployment lets a client be, and which defaults it fills in. One way for registration
 * and update alike.
 */
@Startup
@Singleton
public class RegistrationPolicy {

    private final RegistrarConfig.Metadata settings;
    private final Vocabulary vocabulary;
    private final Limits limits;
    private final int bodySize;
    private final Offers offers;
    private final AuthenticationRules authenticationRules;
    private final GrantRules grantRules;
    private final RedirectUriRules redirectUriRules;
    private final ScopeRules scopeRules;
    private final LogoutRules logoutRules;
    private final PageRules pageRules;
    private final BoundsReader boundsReader;
    private final RemoteKeys remoteKeys;
    private final SectorDocument sectorDocument;
    private final RemotePages remotePages;
    private final OwnLogo ownLogo;

    RegistrationPolicy(
            RegistrarConfig config,
            DeploymentVocabulary deployment,
            Offers offers,
            Fetcher fetcher,
            LogoUrls logoUrls) {
        this.settings = config.metadata();
        this.vocabulary = deployment.vocabulary();
        this.limits =
                new Limits(
                        config.limits().arrayItems(),
                        config.limits().uriLength(),
                        config.limits().stringLength());
        this.bodySize = config.limits().bodySize();
        this.offers = offers;
        this.authenticationRules = new AuthenticationRules(config.registration().strict());
        this.grantRules = new GrantRules(config.registration());
        this.redirectUriRules = new RedirectUriRules(config.redirectUris(), config.logout());
        this.scopeRules = new ScopeRules(config);
        this.logoutRules = new LogoutRules(config.logout().allowHttp());
        this.pageRules = new PageRules(settings);
        this.boundsReader = new BoundsReader(vocabulary, limits);
        var remote = new RemoteJson(fetcher);
        this.remoteKeys = new RemoteKeys(remote);
        this.sectorDocument = new SectorDocument(remote);
        this.remotePages = new RemotePages(fetcher);
        this.ownLogo = new OwnLogo(logoUrls);
    }

    /**
     * Makes metadata of a request that may be registered as it is. May read documents of the
     * client's from elsewhere, so never to be called inside a transaction.
     *
     * @param request the members of a registration or an update
     * @param admission on what ground the client is let in, since an open registration, or one with
     *     an initial access token, may have less
     * @param before the metadata that an update replaces; empty for a registration
     * @param faults what is already wrong with the request
     * @throws org.clientregistrar.error.OAuthException with every fault of the request
     */
    public ClientMetadata apply(
            ObjectNode request,
            Admission admission,
            Optional<ClientMetadata> before,
            Faults faults) {
        return apply(request, admission, before, faults, metadata -> {});
    }

    /**
     * The same for a request that says more than metadata.
     *
     * @param others looks at the metadata, all but its defaults, and adds to the faults what in the
     *     request does not go with it
     */
    public ClientMetadata apply(
            ObjectNode request,
            Admission admission,
            Optional<ClientMetadata> before,
            Faults faults,
            Consumer<MetadataValues> others) {
        var bounds = admission.bounds();
        var offer = offers.current().within(bounds, before);
        var members = BoundRules.membersWithin(bounds, request, faults);
        var logo = ownLogo.repeatedIn(members, before);
        var draft =
                MetadataDraft.parse(
                        logo.isPresent() ? OwnLogo.without(members) : members,
                        vocabulary,
                        limits,
                        faults);
        if (faults.has(INVALID_SOFTWARE_STATEMENT, UNAPPROVED_SOFTWARE_STATEMENT)) {
            faults.throwIfAny(); // what is missing, such as redirect URIs, may be in the statement
        }
        draft.checkExclusions();
        if (settings.fetchJwksUri()) {
            remoteKeys.read(draft);
        }
        authenticationRules.apply(draft, offer);
        grantRules.apply(draft, admission, offer, before);
        redirectUriRules.apply(draft, bounds);
        BoundRules.apply(draft, bounds, before);
        scopeRules.apply(draft, offer);
        SectorRules.apply(draft, offer);
        AlgorithmRules.apply(draft, offer);
        draft.checkCompanions();
        CibaRules.apply(draft, offer);
        OfferRules.apply(draft, offer);
        logoutRules.apply(draft);
        pageRules.apply(draft);
        others.accept(draft);
        sectorDocument.check(draft, before);
        if (settings.fetchPages()) {
            remotePages.visit(draft);
        }
        var metadata = draft.finish();
        checkSize(metadata);
        return logo.map(url -> metadata.with(LOGO_URI, url)).orElse(metadata);
    }

    /**
     * Reads what shall bound the registrations with an initial access token.
     *
     * @param json the member bounds of a request
     * @param faults gets what is wrong with it
     * @return the bounds, good only if there are no faults
     * @throws org.clientregistrar.error.OAuthException 503 if nobody can say yet what this
     *     deployment offers
     */
    public Bounds bounds(JsonNode json, Faults faults) {
        return boundsReader.read(json, offers.current(), faults);
    }

    /** Whether a member, which may carry a language tag, means something here (RFC7591-2-25). */
    public boolean understands(String member) {
        return vocabulary.ofMember(member).isPresent();
    }

    /** So that every reply can be sent back in an update. */
    private void checkSize(ClientMetadata metadata) {
        if (metadata.bytes() > bodySize) {
            throw invalidClientMetadata(
                    "CHOICE-36",
                    "the registration, with its defaults, is larger than " + bodySize + " bytes");
        }
    }
}
