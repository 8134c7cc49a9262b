-- A label can say that the score was right: a good lead.

CREATE TABLE error_label_5 (
  model_id INTEGER NOT NULL REFERENCES model (id),
  as_of_ms INTEGER NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  label TEXT NOT NULL CHECK (label IN ('good', 'junk', 'wrong-person', 'missing-event', 'late')),
  note TEXT NOT NULL,
  changed_at_ms INTEGER NOT NULL,
  PRIMARY KEY (model_id, as_of_ms, person_id)
) STRICT, WITHOUT ROWID;

INSERT INTO error_label_5
SELECT model_id, as_of_ms, person_id, label, note, changed_at_ms FROM error_label;

DROP TABLE error_label;
ALTER TABLE error_label_5 RENAME TO error_label;
