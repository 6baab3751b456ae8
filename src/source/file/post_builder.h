// Makes a Post of the values that a record holds, or says why it cannot.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "post/post.h"
#include "source/file/post_fields.h"
#include "source/source.h"

namespace polso {

/// One thread. For each record: begin(), set() for what is there, finish(). The strings of a Post that is used again
/// keep their capacity. NUL characters become U+FFFD, because what shows and stores texts further on may stop at them.
class PostBuilder {
 public:
  PostBuilder(const SourceOptions& options, const FieldMap& map);

  /// kNumber: as it is written, so that no digit is lost; kOther: a list, an object, true or false.
  enum class Kind : unsigned char { kText, kNumber, kNull, kOther };

  void begin(Post& post);

  /// A later value of a field replaces an earlier one.
  void set(PostField field, Kind kind, std::string_view value);

  /// Fills in what the record did not hold. Empty when the Post is good, otherwise one sentence that names the field.
  [[nodiscard]] std::string finish();

  /// Replaces invalid UTF-8 in all fields; for records whose reader does not refuse it. Before finish().
  void repair();

 private:
  struct Fault {
    PostField field;
    std::string sentence;
  };
  [[nodiscard]] std::string& target(PostField field);
  void set_time(Kind kind, std::string_view value);
  void blame(PostField field, std::string_view what);

  SourceOptions options_;
  std::array<std::string, kPostFields> called_;  // what each field is called in a sentence
  Post* post_ = nullptr;
  bool dated_ = false;
  std::vector<Fault> faults_;
};

/// Puts the front of a line into `bad.text`, as valid UTF-8.
void keep_front(std::string_view line, BadLine& bad);

}  // namespace polso
