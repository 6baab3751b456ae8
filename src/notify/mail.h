// A letter as an e-mail.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/target.h"
#include "notify/letter.h"

namespace polso::notify {

/// Which conversation a mail belongs to. Ids are without angle brackets.
struct Thread {
  std::string message_id;
  std::string root;  // the message_id of the first; empty, or the same: this is the first
};

/// The letter as plain text: what a mail program without HTML shows.
[[nodiscard]] std::string letter_text(const Letter& letter);

/// A whole message (RFC 5322), its lines ending with CRLF: the text and the HTML as alternatives. `subject` is that of
/// the conversation, so that mail programs that go by it keep it together.
[[nodiscard]] std::string mail_message(const Letter& letter, const std::string& subject, const Target& target,
                                       const Thread& thread, Millis now);

}  // namespace polso::notify
