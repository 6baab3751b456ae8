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

constexpr std::array<std::string_view, 1> kSteps{kFirst};

}  // namespace

std::span<const std::string_view> schema_steps() { return kSteps; }

}  // namespace polso
