// What each step does to the schema; src/store/sqlite/README.md tells how the tables serve.
#include "store/migrations/steps.h"

#include <array>

namespace polso {
namespace {

constexpr std::string_view kFirst = R"sql(
-- What recurs (brands, sources, languages, models) is written once and pointed at.
CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);

-- id and author have no type on purpose: decimal ids and hexadecimal pseudonyms are kept as integers.
CREATE TABLE post (
  seq INTEGER PRIMARY KEY,
  source INTEGER NOT NULL,   -- name.id
  id NOT NULL,               -- as the source gave it
  brand INTEGER NOT NULL,    -- name.id
  time INTEGER NOT NULL,     -- milliseconds since 1970 UTC
  lang INTEGER NOT NULL,     -- name.id
  author,
  model INTEGER NOT NULL,    -- name.id: who gave the verdict at ingest
  verdict INTEGER NOT NULL,  -- label, cell and scores in one number
  text TEXT NOT NULL
);
CREATE UNIQUE INDEX post_by_id ON post (source, id);
CREATE INDEX post_by_time ON post (brand, time);

-- Brands at a glance.
CREATE TABLE brand (
  name INTEGER PRIMARY KEY,  -- name.id
  posts INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL
);

CREATE TABLE bucket (
  brand INTEGER NOT NULL,
  hour INTEGER NOT NULL,     -- hours since 1970 UTC
  model INTEGER NOT NULL,
  source INTEGER NOT NULL,
  lang INTEGER NOT NULL,
  counts BLOB NOT NULL,      -- a sparse Histogram
  PRIMARY KEY (brand, hour, model, source, lang)
) WITHOUT ROWID;

CREATE TABLE source_offset (source TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
)sql";

constexpr std::string_view kSecond = R"sql(
-- A post about several brands is one row of post, and for each further brand one of these.
CREATE TABLE mention (
  brand INTEGER NOT NULL,    -- name.id
  time INTEGER NOT NULL,     -- post.time
  seq INTEGER NOT NULL,      -- post.seq
  PRIMARY KEY (brand, time, seq)
) WITHOUT ROWID;
CREATE INDEX mention_of_post ON mention (seq);

-- Sums of bucket over days of UTC.
CREATE TABLE bucket_day (
  brand INTEGER NOT NULL,
  day INTEGER NOT NULL,      -- days since 1970 UTC
  model INTEGER NOT NULL,
  source INTEGER NOT NULL,
  lang INTEGER NOT NULL,
  counts BLOB NOT NULL,
  PRIMARY KEY (brand, day, model, source, lang)
) WITHOUT ROWID;
INSERT INTO bucket_day
  SELECT brand, (hour - (hour % 24 + 24) % 24) / 24 AS day, model, source, lang, histogram_sum(counts)
  FROM bucket GROUP BY brand, day, model, source, lang;

CREATE TABLE brand_rule (brand TEXT PRIMARY KEY, query TEXT NOT NULL, since INTEGER NOT NULL) WITHOUT ROWID;

-- What people say; the verdict of the post stays.
CREATE TABLE feedback (
  seq INTEGER PRIMARY KEY,   -- post.seq
  label INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL
);

-- Posts drawn at random to be judged, in the order of the draw.
CREATE TABLE audit (place INTEGER PRIMARY KEY, seq INTEGER NOT NULL UNIQUE);

CREATE TABLE token (
  hash BLOB PRIMARY KEY,     -- the token itself is nowhere
  name TEXT NOT NULL UNIQUE,
  scope INTEGER NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER
) WITHOUT ROWID;

-- How many transactions have changed what can be seen.
CREATE TABLE version (number INTEGER NOT NULL);
INSERT INTO version VALUES (1);
)sql";

constexpr std::string_view kThird = R"sql(
CREATE TABLE alert (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- a link to an alert never leads to another
  brand TEXT NOT NULL,
  model TEXT NOT NULL,
  state INTEGER NOT NULL,
  cause INTEGER NOT NULL,
  severity INTEGER NOT NULL,
  began INTEGER NOT NULL,    -- milliseconds since 1970 UTC, as those below
  noticed INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  ended INTEGER,
  body TEXT NOT NULL         -- JSON: what is shown of it and never searched for
);
CREATE INDEX alert_by_time ON alert (noticed, id);
CREATE INDEX alert_open ON alert (brand) WHERE state = 0;

-- What people did about alerts, in the order of their doing.
CREATE TABLE alert_note (
  place INTEGER PRIMARY KEY,
  alert INTEGER NOT NULL,    -- alert.id
  act INTEGER NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  text TEXT NOT NULL,
  until INTEGER
);
CREATE INDEX alert_note_of ON alert_note (alert);

-- Who is still to be told what, who was, and who could not be.
CREATE TABLE delivery (
  id INTEGER PRIMARY KEY,
  alert INTEGER NOT NULL,    -- alert.id
  event INTEGER NOT NULL,
  target TEXT NOT NULL,
  state INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  next_try INTEGER NOT NULL,
  problem TEXT NOT NULL
);
CREATE INDEX delivery_by_state ON delivery (state, next_try);
)sql";

constexpr std::string_view kFourth = R"sql(
-- When each target was sent its last digest.
CREATE TABLE digest (target TEXT PRIMARY KEY, sent INTEGER NOT NULL) WITHOUT ROWID;

-- The conversation that a post belongs to, as its source names it; NULL when it names none. Without a type, as id.
ALTER TABLE post ADD COLUMN thread;
)sql";

constexpr std::string_view kFifth = R"sql(
-- Second opinions: what other models than post.model say of posts.
CREATE TABLE opinion (
  model INTEGER NOT NULL,    -- name.id
  seq INTEGER NOT NULL,      -- post.seq
  verdict INTEGER NOT NULL,  -- as post.verdict
  PRIMARY KEY (model, seq)
) WITHOUT ROWID;

-- As bucket and bucket_day, of opinions alone.
CREATE TABLE opinion_bucket (
  brand INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  model INTEGER NOT NULL,
  source INTEGER NOT NULL,
  lang INTEGER NOT NULL,
  counts BLOB NOT NULL,
  PRIMARY KEY (model, brand, hour, source, lang)
) WITHOUT ROWID;
CREATE TABLE opinion_bucket_day (
  brand INTEGER NOT NULL,
  day INTEGER NOT NULL,
  model INTEGER NOT NULL,
  source INTEGER NOT NULL,
  lang INTEGER NOT NULL,
  counts BLOB NOT NULL,
  PRIMARY KEY (model, brand, day, source, lang)
) WITHOUT ROWID;

-- How far each model has come: it has looked at all posts up to newest, but for those older than (time, seq).
CREATE TABLE opinion_place (
  model INTEGER PRIMARY KEY,
  newest INTEGER NOT NULL,     -- post.seq
  time INTEGER NOT NULL,       -- post.time and post.seq: where the way back stands
  seq INTEGER NOT NULL,
  forgotten INTEGER NOT NULL   -- 1 while its opinions are being deleted
);
)sql";

constexpr std::string_view kSixth = R"sql(
-- What each person says of a post.
CREATE TABLE person_label (
  seq INTEGER NOT NULL,      -- post.seq
  by TEXT NOT NULL,
  label INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (seq, by)
) WITHOUT ROWID;
INSERT INTO person_label SELECT seq, by, label, kind, at FROM feedback;

-- What that comes to: the label that most give, NULL when they are at a tie, and who gave it last.
ALTER TABLE feedback RENAME TO feedback_of_one;
CREATE TABLE feedback (
  seq INTEGER PRIMARY KEY,   -- post.seq
  label INTEGER,
  kind INTEGER NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL
);
INSERT INTO feedback SELECT seq, label, kind, at, by FROM feedback_of_one;
DROP TABLE feedback_of_one;
)sql";

constexpr std::string_view kSeventh = R"sql(
-- Posts that somebody wanted forgotten and that do not come again: keyed hashes of (source, id), which lead nowhere.
CREATE TABLE forgotten (post INTEGER PRIMARY KEY);

-- Posts older than this were forgotten for their age and do not come again; their counts stay.
CREATE TABLE forgotten_before (time INTEGER NOT NULL);

-- When somebody was forgotten, nobody's name, and whether it was proved that nothing was left.
CREATE TABLE erasure (place INTEGER PRIMARY KEY, at INTEGER NOT NULL, proved INTEGER NOT NULL);
)sql";

constexpr std::array<std::string_view, 7> kSteps{kFirst, kSecond, kThird, kFourth, kFifth, kSixth, kSeventh};

}  // namespace

std::span<const std::string_view> schema_steps() { return kSteps; }

}  // namespace polso
