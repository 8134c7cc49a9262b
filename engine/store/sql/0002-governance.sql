-- Who looks after a model and when it is to be looked at again, who read a draft before it was
-- published, and what happened to the business. Never edit this file once released.

CREATE TABLE model_owner (
  model_id INTEGER NOT NULL REFERENCES model (id),
  part TEXT NOT NULL CHECK (part IN ('taxonomy', 'logic', 'data', 'activation', 'compliance')),
  owner TEXT NOT NULL,
  PRIMARY KEY (model_id, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE model_care (
  model_id INTEGER PRIMARY KEY REFERENCES model (id),
  review_days INTEGER CHECK (review_days > 0), -- NULL: no reviews are due
  recalibration_days INTEGER CHECK (recalibration_days > 0), -- NULL: none is due
  min_auc REAL,
  min_lift REAL
) STRICT;

-- What was done of that.

CREATE TABLE model_checkup (
  id INTEGER PRIMARY KEY,
  model_id INTEGER NOT NULL REFERENCES model (id),
  kind TEXT NOT NULL CHECK (kind IN ('review', 'recalibration')),
  author TEXT NOT NULL,
  note TEXT NOT NULL,
  done_at_ms INTEGER NOT NULL
) STRICT;

-- A review is of one exact text of the draft. It waits until it is decided.

CREATE TABLE draft_review (
  id INTEGER PRIMARY KEY,
  model_id INTEGER NOT NULL REFERENCES model (id),
  sha256 TEXT NOT NULL CHECK (length (sha256) = 64),
  asked_by TEXT NOT NULL,
  asked_note TEXT NOT NULL,
  asked_at_ms INTEGER NOT NULL,
  verdict TEXT CHECK (verdict IN ('approved', 'returned', 'withdrawn')),
  decided_by TEXT,
  decided_note TEXT,
  decided_at_ms INTEGER,
  version INTEGER, -- the version that the approved draft became
  CHECK ((verdict IS NULL) = (decided_by IS NULL)),
  CHECK ((verdict IS NULL) = (decided_at_ms IS NULL)),
  CHECK (version IS NULL OR verdict = 'approved')
) STRICT;

-- What explains a break in a curve.

CREATE TABLE note (
  id INTEGER PRIMARY KEY,
  day INTEGER NOT NULL, -- days since 1970-01-01, as the project's clocks showed
  kind TEXT NOT NULL
    CHECK (kind IN ('launch', 'pricing', 'channel', 'product', 'tracking', 'other')),
  text TEXT NOT NULL,
  noted_at_ms INTEGER NOT NULL
) STRICT;

CREATE VIEW draft_reviews_readable AS
SELECT model.name AS model, draft_review.sha256, draft_review.asked_by, draft_review.asked_note,
       strftime ('%Y-%m-%dT%H:%M:%SZ', draft_review.asked_at_ms / 1000, 'unixepoch') AS asked_at,
       draft_review.verdict, draft_review.decided_by, draft_review.decided_note,
       strftime ('%Y-%m-%dT%H:%M:%SZ', draft_review.decided_at_ms / 1000, 'unixepoch') AS decided_at,
       draft_review.version
FROM draft_review
JOIN model ON model.id = draft_review.model_id;

CREATE VIEW notes_readable AS
SELECT id, date (day * 86400, 'unixepoch') AS day, kind, text FROM note;
