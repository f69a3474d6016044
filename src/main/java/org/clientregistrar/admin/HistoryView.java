package org.clientregistrar.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import jakarta.ws.rs.core.Response;
import org.clientregistrar.audit.History;
import org.clientregistrar.audit.HistoryEvent;
import org.clientregistrar.audit.HistoryFilter;
import org.clientregistrar.audit.Position;
import org.clientregistrar.audit.Verification;

/** The history as operators read it. */
final class HistoryView {

    private HistoryView() {}

    /** The page of events that is asked for. */
    static Response reply(History history, HistoryFilter filter, Paging paging) {
        var page = history.page(filter, paging.after(Position::parse), paging.limit());
        return paging.reply("events", page.events().stream().map(HistoryView::event), page.next());
    }

    private static ObjectNode event(HistoryEvent event) {
        var members = JsonNodeFactory.instance.objectNode();
        members.put("event_id", event.id());
        members.put("at", event.at().toString());
        members.put("action", event.action());
        members.putObject("target").put("type", event.targetType()).put("id", event.targetId());
        var actor = members.putObject("actor").put("type", event.actorType());
        event.actorId().ifPresent(id -> actor.put("id", id));
        event.actorName().ifPresent(name -> actor.put("name", name));
        event.address().ifPresent(address -> members.put("address", address));
        event.requestId().ifPresent(id -> members.put("request_id", id));
        members.putRawValue("changes", new RawValue(event.changes()));
        members.putRawValue("warnings", new RawValue(event.warnings().orElse("[]")));
        event.seal().ifPresent(seal -> members.put("seal", seal));
        return members;
    }

    /** What a verification found. */
    static ObjectNode report(Verification.Report report) {
        var members = JsonNodeFactory.instance.objectNode();
        members.put("intact", report.isIntact());
        members.put("seals", report.seals());
        members.put("events", report.events());
        var findings = members.putArray("findings");
        for (var finding : report.findings()) {
            var item = findings.addObject().put("kind", finding.kind().toString());
            finding.seal().ifPresent(seal -> item.put("seal", seal));
            finding.event().ifPresent(event -> item.put("event_id", event));
            item.put("detail", finding.detail());
        }
        members.put("more_findings", report.more());
        report.next().ifPresent(next -> members.put("next", next));
        report.removedBefore().ifPresent(first -> members.put("removed_before", first));
        if (!report.removedAnchors().isEmpty()) {
            var removed = members.putArray("expected_removed");
            report.removedAnchors().forEach(removed::add);
        }
        report.latest().ifPresent(latest -> members.put("latest", latest.toString()));
        var unsealed = members.putObject("unsealed").put("events", report.unsealed());
        report.unsealedSince().ifPresent(since -> unsealed.put("since", since.toString()));
        return members;
    }
}
