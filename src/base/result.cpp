// The one table from error codes to exit codes and HTTP status.
#include "base/result.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>

namespace polso {
namespace {

struct Row {
  int exit_code;
  int http_status;
};

constexpr std::array<Row, 12> kRows{{
    {2, 400},  // kUsage
    {1, 422},  // kInvalid
    {1, 404},  // kNotFound
    {1, 403},  // kPermission
    {1, 409},  // kExists
    {1, 500},  // kCorrupt
    {1, 413},  // kTooLarge
    {1, 507},  // kNoSpace
    {1, 415},  // kUnsupported
    {1, 503},  // kUnavailable
    {3, 409},  // kRefused
    {1, 500},  // kInternal
}};

Code code_of_errno(int error_number) {
  switch (error_number) {
    case ENOENT:
    case ENOTDIR:
      return Code::kNotFound;
    case EACCES:
    case EPERM:
    case EROFS:
      return Code::kPermission;
    case EEXIST:
      return Code::kExists;
    case ENOSPC:
    case EDQUOT:
      return Code::kNoSpace;
    case EFBIG:
    case ENAMETOOLONG:
      return Code::kTooLarge;
    case EAGAIN:
    case EBUSY:
      return Code::kUnavailable;
    default:
      return Code::kInternal;
  }
}

}  // namespace

int exit_code(Code code) { return kRows[static_cast<std::size_t>(code)].exit_code; }

int http_status(Code code) { return kRows[static_cast<std::size_t>(code)].http_status; }

Error errno_error(int error_number, const std::string& doing) {
  return {code_of_errno(error_number), doing + ": " + std::strerror(error_number)};
}

}  // namespace polso
