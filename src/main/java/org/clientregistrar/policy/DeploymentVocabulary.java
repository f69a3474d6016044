package org.clientregistrar.policy;

import static org.clientregistrar.metadata.Unregistered.CIBA;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.config.SettingException;
import org.clientregistrar.metadata.Extension;
import org.clientregistrar.metadata.Parameter;
import org.clientregistrar.metadata.Unregistered;
import org.clientregistrar.metadata.Vocabulary;

/** The members that this deployment understands, by its settings. */
@Singleton
class DeploymentVocabulary {

    private static final String UNREGISTERED = "registrar.metadata.unregistered";
    private static final String EXTENSIONS = "registrar.metadata.extensions";

    private final Vocabulary vocabulary;

    /**
     * Reads the settings.
     *
     * @throws SettingException for a group that there is not, or an extension that cannot be
     */
    DeploymentVocabulary(RegistrarConfig config) {
        var groups = groups(config);
        var grants = config.supported().grantTypes().orElse(List.of());
        if (grants.contains(CibaRules.GRANT_TYPE) && !groups.contains(CIBA)) {
            throw new SettingException(
                    "registrar.supported.grant-types",
                    "with " + CibaRules.GRANT_TYPE + " needs ciba in " + UNREGISTERED);
        }
        this.vocabulary = new Vocabulary(groups, extensions(config.metadata()));
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    private static Set<Unregistered> groups(RegistrarConfig config) {
        var groups = EnumSet.noneOf(Unregistered.class);
        for (var name : config.metadata().unregistered().orElse(List.of())) {
            groups.add(
                    Unregistered.ofSetting(name)
                            .orElseThrow(
                                    () ->
                                            new SettingException(
                                                    UNREGISTERED,
                                                    "does not know the group " + name)));
        }
        if (!config.softwareStatements().issuers().isEmpty()) {
            groups.add(Unregistered.SOFTWARE_STATEMENT);
        }
        return groups;
    }

    private static List<Parameter<?>> extensions(RegistrarConfig.Metadata settings) {
        var names = new HashSet<String>();
        var extensions = new ArrayList<Parameter<?>>();
        for (var text : settings.extensions().orElse(List.of())) {
            var extension = parse(text);
            if (!names.add(extension.name())) {
                throw new SettingException(EXTENSIONS, "must not have a name twice");
            }
            extensions.add(extension);
        }
        return extensions;
    }

    private static Parameter<JsonNode> parse(String text) {
        try {
            return Extension.parse(text);
        } catch (IllegalArgumentException e) {
            throw new SettingException(EXTENSIONS, e.getMessage());
        }
    }
}
