-- The largest share of people that a band may hold without an alarm; NULL: that of a new model.

ALTER TABLE model_care ADD COLUMN max_high REAL CHECK (max_high > 0 AND max_high <= 1); -- the highest band
ALTER TABLE model_care ADD COLUMN max_share REAL CHECK (max_share > 0 AND max_share <= 1); -- each other
