package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.audit.AuditEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificatesTest {

    private final List<AuditEvent> events = new ArrayList<>();
    private final Certificates certificates = new Certificates(new Audit(events::add));
    private final Deque<String> outcomes = new ArrayDeque<>();

    private void renew(String... these) {
        certificates.add("listener.certificate-file", () -> {
            String outcome = outcomes.removeFirst();
            if (outcome.startsWith("!")) {
                throw new IllegalArgumentException(outcome);
            }
            return outcome.equals("changed");
        });
        outcomes.addAll(List.of(these));
        while (!outcomes.isEmpty()) {
            certificates.renew();
        }
    }

    @Test
    void sayThatTheyHaveChanged() {
        renew("same", "changed", "same");

        assertThat(events).containsExactly(new AuditEvent.CertificateChanged("listener.certificate-file"));
    }

    @Test
    void sayOnceThatTheyCannotBeUsed() {
        renew("!half", "!half", "!other key", "same", "!half");

        assertThat(events)
                .extracting(event -> ((AuditEvent.CertificateUnusable) event).reason())
                .containsExactly("!half", "!other key", "!half");
    }
}
