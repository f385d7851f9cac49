-- What has expired stays for a day or longer, and is passed over where what waits for a person is counted and listed.

CREATE INDEX backchannel_requests_subject_expires_at ON backchannel_requests (subject, expires_at);
