// histogram_sum(counts): sparse histograms added up inside a query.
#pragma once

#include "store/sqlite/database.h"

namespace polso {

/// Makes the aggregate known to this connection. A damaged histogram makes the query fail as a damaged file does.
void define_histogram_sum(SQLite::Database& database);

}  // namespace polso
