// The same parts in the same order as FastText::saveModel.
#include "learn/fasttext/model.h"

#include <sstream>

namespace polso {

std::string FastTextModel::bytes() {
  std::ostringstream out;
  signModel(out);
  args_->save(out);
  dict_->save(out);
  out.write(reinterpret_cast<const char*>(&quant_), sizeof quant_);
  input_->save(out);
  out.write(reinterpret_cast<const char*>(&args_->qout), sizeof args_->qout);
  output_->save(out);
  return std::move(out).str();
}

std::vector<std::string> FastTextModel::labels() const {
  std::vector<std::string> names;
  names.reserve(static_cast<std::size_t>(dict_->nlabels()));
  for (int i = 0; i < dict_->nlabels(); ++i) names.push_back(dict_->getLabel(i));
  return names;
}

}  // namespace polso
