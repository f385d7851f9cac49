package dev.symbolon.server;

import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.audit.AuditEvent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The certificates that come from files, and are taken from there again when these change. Each failure is told once. */
final class Certificates {

    private final Map<String, BooleanSupplier> renewals = new LinkedHashMap<>();
    private final Map<String, String> failures = new HashMap<>();
    private final Audit audit;

    Certificates(Audit audit) {
        this.audit = audit;
    }

    /**
     * @param setting which names the file
     * @param renewal takes what the file holds now, and says whether that is something else
     */
    void add(String setting, BooleanSupplier renewal) {
        renewals.put(setting, renewal);
    }

    boolean areThere() {
        return !renewals.isEmpty();
    }

    void renew() {
        renewals.forEach(this::renew);
    }

    private void renew(String setting, BooleanSupplier renewal) {
        try {
            if (renewal.getAsBoolean()) {
                audit.record(new AuditEvent.CertificateChanged(setting));
            }
            failures.remove(setting);
        } catch (RuntimeException e) {
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(failures.put(setting, reason))) {
                audit.record(new AuditEvent.CertificateUnusable(setting, reason));
            }
        }
    }
}
