-- The first schema. Read by SQLite and PostgreSQL alike: BIGINT, TEXT and DOUBLE PRECISION only.
-- A statement ends with ';' at the end of a line. Never edit a numbered file that was released.

CREATE TABLE users (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL,
    player_class TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    banned_ms BIGINT
);

CREATE TABLE refresh_families (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    revoked BIGINT NOT NULL
);
CREATE INDEX refresh_families_of_user ON refresh_families (user_id);

CREATE TABLE refresh_tokens (
    token_hash TEXT PRIMARY KEY,
    family TEXT NOT NULL REFERENCES refresh_families (id),
    expires_ms BIGINT NOT NULL,
    rotated_ms BIGINT
);
CREATE INDEX refresh_tokens_of_family ON refresh_tokens (family);
CREATE INDEX refresh_tokens_by_expiry ON refresh_tokens (expires_ms);

CREATE TABLE matches (
    id TEXT PRIMARY KEY,
    mode TEXT NOT NULL,
    status TEXT NOT NULL,
    settings_json TEXT NOT NULL,
    room_code TEXT,
    creator_id TEXT NOT NULL,
    rematch_of TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    started_ms BIGINT NOT NULL,
    ended_ms BIGINT NOT NULL
);
CREATE INDEX matches_live ON matches (created_ms) WHERE status IN ('waiting', 'active');
CREATE INDEX matches_finished ON matches (created_ms, id) WHERE status = 'finished';
CREATE UNIQUE INDEX matches_room ON matches (room_code) WHERE status IN ('waiting', 'active');

CREATE TABLE match_players (
    match_id TEXT NOT NULL REFERENCES matches (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    place BIGINT NOT NULL,
    created_ms BIGINT NOT NULL,
    final_rank BIGINT NOT NULL,
    score DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (match_id, user_id)
);
CREATE INDEX match_players_of_user ON match_players (user_id, created_ms, match_id);

CREATE TABLE events (
    match_id TEXT NOT NULL REFERENCES matches (id),
    seq BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    kind TEXT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (match_id, seq)
);

CREATE TABLE seen_problems (
    user_id TEXT NOT NULL REFERENCES users (id),
    problem_id TEXT NOT NULL,
    PRIMARY KEY (user_id, problem_id)
);

CREATE TABLE submissions (
    id TEXT PRIMARY KEY,
    match_id TEXT REFERENCES matches (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    problem_id TEXT NOT NULL,
    language TEXT NOT NULL,
    code TEXT NOT NULL,
    request_key TEXT,
    received_ms BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    state TEXT NOT NULL,
    verdict TEXT NOT NULL,
    judgement_json TEXT NOT NULL
);
CREATE UNIQUE INDEX submissions_by_request ON submissions (user_id, request_key);
CREATE INDEX submissions_of_match ON submissions (match_id, received_ms);
CREATE INDEX submissions_of_user ON submissions (user_id, received_ms, id);
CREATE INDEX submissions_unjudged ON submissions (received_ms) WHERE state IN ('queued', 'judging');

CREATE TABLE results (
    submission_id TEXT NOT NULL REFERENCES submissions (id),
    epoch BIGINT NOT NULL,
    verdict TEXT NOT NULL,
    judgement_json TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (submission_id, epoch)
);

CREATE TABLE dead_letters (
    submission_id TEXT NOT NULL REFERENCES submissions (id),
    epoch BIGINT NOT NULL,
    reason TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (submission_id, epoch)
);

CREATE TABLE ratings (
    user_id TEXT NOT NULL REFERENCES users (id),
    dimension TEXT NOT NULL,
    rating DOUBLE PRECISION NOT NULL,
    games BIGINT NOT NULL,
    wins BIGINT NOT NULL,
    draws BIGINT NOT NULL,
    losses BIGINT NOT NULL,
    PRIMARY KEY (user_id, dimension)
);
CREATE INDEX ratings_board ON ratings (dimension, rating);

CREATE TABLE rating_history (
    user_id TEXT NOT NULL REFERENCES users (id),
    dimension TEXT NOT NULL,
    match_id TEXT NOT NULL,
    rating_before DOUBLE PRECISION NOT NULL,
    rating_after DOUBLE PRECISION NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (user_id, dimension, match_id)
);
CREATE INDEX rating_history_by_time ON rating_history (user_id, dimension, at_ms);

CREATE TABLE notes (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
