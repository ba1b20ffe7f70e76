-- min_reader_version: 1
-- What visitors said of training, and the erasures that take it back: few among very many events.

CREATE INDEX event_consent ON event (site, stream) WHERE type IN ('consented', 'redacted');
