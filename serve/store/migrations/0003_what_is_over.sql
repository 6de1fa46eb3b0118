-- Tokens that were made until then are void: a ban and a lower role end them, and the server that
-- knew it may be gone.
ALTER TABLE users ADD COLUMN tokens_end_ms BIGINT;

UPDATE users SET tokens_end_ms = banned_ms;

-- How late spectators see the match, so that lists of matches need not read its journal.
ALTER TABLE matches ADD COLUMN spectator_delay_ms BIGINT NOT NULL DEFAULT 0;
