// oneDNN throws; nothing leaves this file but Errors.
#include "classify/roberta/product.h"

#include <fmt/format.h>

#include <algorithm>

#include "classify/roberta/openmp.h"

namespace polso::roberta {
namespace {

using dnnl::memory;

constexpr std::size_t kStep = 16;        // rows are rounded up to this,
constexpr std::size_t kFineStep = 4;     // and to this where a step would be much of the work:
constexpr std::size_t kFew = 64;         // a post or two
constexpr std::size_t kPanel = 512;      // and more rows than this are several products
constexpr std::size_t kMostKinds = 256;  // compiled for one shape; only odd numbers of threads could bring more

memory::dim dim(std::size_t n) { return static_cast<memory::dim>(n); }

memory::data_type activations(Numbers n) {
  return n == Numbers::kInt8 ? memory::data_type::u8 : memory::data_type::f32;
}
memory::data_type weights(Numbers n) { return n == Numbers::kInt8 ? memory::data_type::s8 : memory::data_type::f32; }
memory::data_type sums(Numbers n) { return n == Numbers::kInt8 ? memory::data_type::s32 : memory::data_type::f32; }

std::unexpected<Error> failed(const dnnl::error& error) {
  return fail(Code::kInternal,
              fmt::format("oneDNN failed: {} (status {})", error.what(), static_cast<int>(error.status)));
}

}  // namespace

std::size_t padded_rows(std::size_t rows) {
  const std::size_t step = rows <= kFew ? kFineStep : kStep;
  return (rows + step - 1) / step * step;
}

bool int8_is_exact() {
  const auto isa = static_cast<unsigned>(dnnl::get_effective_cpu_isa());
  const auto has = [isa](dnnl::cpu_isa wanted) {
    return (isa & static_cast<unsigned>(wanted)) == static_cast<unsigned>(wanted);
  };
  return has(dnnl::cpu_isa::avx512_core_vnni) || has(dnnl::cpu_isa::avx2_vnni);
}

Product::Product(std::size_t in, std::size_t out, Numbers numbers)
    : in_(in), out_(out), numbers_(numbers), engine_(dnnl::engine::kind::cpu, 0) {
  packed_ =
      describe(kPanel / 2, memory::desc({dim(out), dim(in)}, weights(numbers), memory::format_tag::any)).weights_desc();
}

Result<std::shared_ptr<const Product>> Product::make(std::size_t in, std::size_t out, Numbers numbers) {
  try {
    return std::shared_ptr<const Product>(new Product(in, out, numbers));
  } catch (const dnnl::error& error) {
    return failed(error);
  }
}

dnnl::inner_product_forward::primitive_desc Product::describe(std::size_t rows, const memory::desc& matrix) const {
  dnnl::primitive_attr attributes;
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  const memory::desc x({dim(rows), dim(in_)}, activations(numbers_), memory::format_tag::ab);
  const memory::desc sums_of({dim(rows), dim(out_)}, sums(numbers_), memory::format_tag::ab);
  constexpr auto kKind = dnnl::prop_kind::forward_inference;
#if DNNL_VERSION_MAJOR >= 3  // as in Ubuntu 24.04
  return {engine_, kKind, x, matrix, sums_of, attributes};
#else
  return {dnnl::inner_product_forward::desc(kKind, x, matrix, sums_of), attributes, engine_};
#endif
}

Result<memory> Product::pack(const void* matrix, bool keep) const {
  try {
    const memory::desc plain({dim(out_), dim(in_)}, weights(numbers_), memory::format_tag::ab);
    memory from(plain, engine_, const_cast<void*>(matrix));  // oneDNN knows no constant memory; it is only read
    if (keep && plain == packed_) return from;
    memory to(packed_, engine_);
    dnnl::stream stream(engine_);
    dnnl::reorder(from, to).execute(stream, from, to);
    stream.wait();
    return to;
  } catch (const dnnl::error& error) {
    return failed(error);
  }
}

Product::Compiled Product::compiled(std::size_t rows) const {
  const std::pair key{rows, omp_get_max_threads()};
  const std::lock_guard lock(compiling_);
  if (const auto found = compiled_.find(key); found != compiled_.end()) return found->second;
  const auto description = describe(rows, packed_);
  if (compiled_.size() >= kMostKinds) compiled_.clear();
  return compiled_[key] = {dnnl::inner_product_forward(description), description.scratchpad_desc().get_size(),
                           description.src_desc(), description.dst_desc()};
}

void Product::multiply_panel(const std::byte* x, const memory& matrix, std::size_t rows, std::byte* sums,
                             std::vector<std::byte>& scratch) const {
  const Compiled product = compiled(rows);
  if (scratch.size() < product.scratch) scratch.resize(product.scratch);
  dnnl::stream stream(engine_);
  const memory::desc scratch_desc({dim(product.scratch)}, memory::data_type::u8, memory::format_tag::a);
  product.run.execute(stream, {{DNNL_ARG_SRC, memory(product.x, engine_, const_cast<std::byte*>(x))},
                               {DNNL_ARG_WEIGHTS, matrix},
                               {DNNL_ARG_DST, memory(product.sums, engine_, sums)},
                               {DNNL_ARG_SCRATCHPAD, memory(scratch_desc, engine_, scratch.data())}});
  stream.wait();
}

Status Product::multiply(const void* x, const memory& matrix, std::size_t rows, void* sums,
                         std::vector<std::byte>& scratch) const {
  const std::size_t x_row = in_ * (numbers_ == Numbers::kInt8 ? 1 : sizeof(float));
  const std::size_t sums_row = out_ * sizeof(float);
  try {
    for (std::size_t row = 0; row < rows; row += kPanel) {
      multiply_panel(static_cast<const std::byte*>(x) + row * x_row, matrix, std::min(kPanel, padded_rows(rows - row)),
                     static_cast<std::byte*>(sums) + row * sums_row, scratch);
    }
    return {};
  } catch (const dnnl::error& error) {
    return failed(error);
  }
}

}  // namespace polso::roberta
