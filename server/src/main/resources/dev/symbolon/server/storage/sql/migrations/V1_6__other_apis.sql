-- The permissions of a second and further API of one authorization (RFC 8707): a JSON object, or nothing.
ALTER TABLE authorizations ADD COLUMN other_apis TEXT NOT NULL DEFAULT '';
