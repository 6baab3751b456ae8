// What an ingest did, for people and as JSON.
#pragma once

#include <string>
#include <vector>

#include "pipeline/pipeline.h"

namespace polso {

struct FileSummary {
  std::string file;
  std::string rejects;  // the file with its bad lines; empty when it had none
  PipelineSummary counts;
};

struct IngestSummary {
  std::string db;
  std::string model;
  std::vector<FileSummary> files;
  std::vector<BrandSummary> brands;  // of the whole database
};

[[nodiscard]] std::string summary_text(const IngestSummary& summary);
[[nodiscard]] std::string summary_json(const IngestSummary& summary);

}  // namespace polso
