// Digests: what a day or a week brought, told to those who want that instead of single alerts.
#pragma once

#include "mood/estimators.h"
#include "notify/courier.h"
#include "store/alert_book.h"
#include "store/store.h"

namespace polso {

/// The figures and alerts of `period`; brands that had no posts in it nor in as long a time before are left out.
[[nodiscard]] Result<notify::Digest> load_digest(Store& store, AlertBook& book, Estimators& estimators,
                                                 DigestEvery every, const notify::Period& period);

/// Sends those whose time has come and notes in the book who was sent one, so that a restart neither repeats nor
/// forgets one. The Error is the store's or the book's.
[[nodiscard]] Result<notify::Round> tell_digests(Store& store, AlertBook& book, Estimators& estimators,
                                                 notify::Courier& courier, const notify::PeriodStart& start,
                                                 Millis now);

}  // namespace polso
