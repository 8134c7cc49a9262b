-- What somebody found when looking at a person whom a score was wrong about.

CREATE TABLE error_label (
  model_id INTEGER NOT NULL REFERENCES model (id),
  as_of_ms INTEGER NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  label TEXT NOT NULL CHECK (label IN ('junk', 'wrong-person', 'missing-event', 'late')),
  note TEXT NOT NULL,
  changed_at_ms INTEGER NOT NULL,
  PRIMARY KEY (model_id, as_of_ms, person_id)
) STRICT, WITHOUT ROWID;

-- How the threshold of a model's list was chosen, to be chosen again.

CREATE TABLE threshold_rule (
  model_id INTEGER NOT NULL PRIMARY KEY REFERENCES model (id),
  json TEXT NOT NULL,
  changed_at_ms INTEGER NOT NULL
) STRICT;
