-- Requests over the back channel that wait for a person's decision (CIBA). The document holds what is asked for and, once the person has
-- allowed it, the approval. Once they have decided, the client is to be told when due_at says, if ever.
CREATE TABLE backchannel_requests (
    authorization_id ${id} NOT NULL PRIMARY KEY,
    client_id ${id} NOT NULL,
    subject ${id} NOT NULL,
    decision ${id} NOT NULL,
    document TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    due_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
) ${hot};

CREATE INDEX backchannel_requests_subject ON backchannel_requests (subject);
CREATE INDEX backchannel_requests_due_at ON backchannel_requests (due_at);
CREATE INDEX backchannel_requests_expires_at ON backchannel_requests (expires_at);
