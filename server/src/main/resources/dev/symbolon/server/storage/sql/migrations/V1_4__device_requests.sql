-- Devices that wait for a person's decision. The document holds what is asked for and, once somebody has allowed it, the approval.
CREATE TABLE device_requests (
    user_code ${id} NOT NULL PRIMARY KEY,
    authorization_id ${id} NOT NULL,
    client_id ${id} NOT NULL,
    decision ${id} NOT NULL,
    document TEXT NOT NULL,
    expires_at BIGINT NOT NULL
) ${hot};

CREATE INDEX device_requests_client_id ON device_requests (client_id);
CREATE INDEX device_requests_expires_at ON device_requests (expires_at);
