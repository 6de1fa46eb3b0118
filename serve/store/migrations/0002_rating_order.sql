-- The order in which ratings were given, and the games before each: a later correction of a match
-- folds the history again from there.
ALTER TABLE rating_history ADD COLUMN ordinal BIGINT NOT NULL DEFAULT 0;
ALTER TABLE rating_history ADD COLUMN games BIGINT NOT NULL DEFAULT 0;

UPDATE rating_history SET ordinal = n.ordinal, games = n.games FROM (
    SELECT user_id, dimension, match_id,
        ROW_NUMBER() OVER (ORDER BY at_ms, match_id, dimension, user_id) AS ordinal,
        ROW_NUMBER() OVER (PARTITION BY user_id, dimension ORDER BY at_ms, match_id) - 1 AS games
    FROM rating_history) n
WHERE n.user_id = rating_history.user_id AND n.dimension = rating_history.dimension
    AND n.match_id = rating_history.match_id;

CREATE INDEX rating_history_by_order ON rating_history (ordinal);
CREATE INDEX rating_history_of_match ON rating_history (match_id, dimension);
