-- Whoever may register clients may remove them as well, and that must not read whole tables.

CREATE INDEX consents_client_id ON consents (client_id);
CREATE INDEX authorizations_client_id ON authorizations (client_id);
