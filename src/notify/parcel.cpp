// Chooses the shape by the target's kind.
#include "notify/parcel.h"

#include <fmt/format.h>

#include "notify/alertmanager.h"
#include "notify/mail.h"
#include "notify/plain_json.h"
#include "notify/signature.h"
#include "notify/slack.h"
#include "notify/teams.h"

namespace polso::notify {
namespace {

Parcel json_parcel(const Target& target, std::string body) {
  return {.url = target.url,
          .headers = {"Content-Type: application/json"},
          .body = std::move(body),
          .from = {},
          .to = {},
          .user = {},
          .secret = {}};
}

/// Headers of Standard Webhooks; without a secret there is an id but no signature.
Parcel webhook(const Target& target, std::string body, std::string_view id, Millis now) {
  Parcel parcel = json_parcel(target, std::move(body));
  const std::int64_t seconds = now / kSecond;
  parcel.headers.push_back(fmt::format("webhook-id: {}", id));
  parcel.headers.push_back(fmt::format("webhook-timestamp: {}", seconds));
  if (!target.secret.empty()) {
    parcel.headers.push_back(fmt::format("webhook-signature: {}", signature(target.secret, id, seconds, parcel.body)));
  }
  return parcel;
}

Parcel mail(const Letter& letter, const std::string& subject, const Target& target, const Thread& thread, Millis now) {
  return {.url = target.url,
          .headers = {},
          .body = mail_message(letter, subject, target, thread, now),
          .from = target.from,
          .to = target.to,
          .user = target.user,
          .secret = target.secret};
}

std::string domain_of(const Target& target) { return target.from.substr(target.from.find('@') + 1); }

/// One incident is one conversation: its first mail has an id that each later one can tell.
Thread thread_of(const News& news, const Target& target, std::string_view id) {
  const Alert& alert = news.record.alert;
  const std::string domain = domain_of(target);
  const std::string root = fmt::format("alert-{}.{}@{}", alert.id, alert.noticed, domain);
  if (news.event == AlertEvent::kOpened) return {root, root};
  return {fmt::format("{}@{}", id, domain), root};
}

}  // namespace

Parcel alert_parcel(const News& news, const Target& target, const Reader& reader, std::string_view id, Millis now) {
  switch (target.kind) {
    case TargetKind::kWebhook:
      return webhook(target, plain_json(news, reader, now), id, now);
    case TargetKind::kSlack:
      return json_parcel(target, slack_json(alert_letter(news, reader)));
    case TargetKind::kTeams:
      return json_parcel(target, teams_json(alert_letter(news, reader)));
    case TargetKind::kAlertmanager:
      return repeat_parcel({news}, target, reader, now);
    case TargetKind::kEmail:
      break;
  }
  const Letter letter = alert_letter(news, reader);
  return mail(letter, letter.title, target, thread_of(news, target, id), now);
}

Parcel digest_parcel(const Digest& digest, const Target& target, const Reader& reader, std::string_view id,
                     Millis now) {
  const Letter letter = digest_letter(digest, reader);
  switch (target.kind) {
    case TargetKind::kSlack:
      return json_parcel(target, slack_json(letter));
    case TargetKind::kTeams:
      return json_parcel(target, teams_json(letter));
    case TargetKind::kEmail:
      return mail(letter, fmt::format("{} · {}", letter.kicker, letter.title), target,
                  {fmt::format("{}@{}", id, domain_of(target)), ""}, now);
    case TargetKind::kAlertmanager:  // the config refuses it
    case TargetKind::kWebhook:
      break;
  }
  return webhook(target, plain_json(digest, reader, now), id, now);
}

Parcel repeat_parcel(const std::vector<News>& news, const Target& target, const Reader& reader, Millis now) {
  Parcel parcel = json_parcel(target, alertmanager_json(news, reader, now));
  parcel.url = alertmanager_url(target.url);
  parcel.secret = target.secret;
  return parcel;
}

}  // namespace polso::notify
