// A source of doubles read as floats. The results are rounded, not the data.
#ifndef FASTPAM_DISSIM_COMPUTED_ROUNDED_HPP
#define FASTPAM_DISSIM_COMPUTED_ROUNDED_HPP

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "../on_the_fly.hpp"

namespace fastpam {

/// Computes in doubles and gives floats. Owns the source of doubles.
class RoundedSource final : public OnTheFly<float> {
 public:
  explicit RoundedSource(std::unique_ptr<Source<double>> exact)
      : OnTheFly<float>(exact->size()), exact_(std::move(exact)) {}

  bool wide_rows() const override { return exact_->wide_rows(); }
  double cost() const override { return exact_->cost(); }

  void tile(Index r0, Index r1, Index c0, Index c1, float* out, std::size_t ld) const override {
    const std::size_t width = uz(c1 - c0);
    std::vector<double> exact(uz(r1 - r0) * width);
    exact_->tile(r0, r1, c0, c1, exact.data(), width);
    round(exact, width, out, ld);
  }

  void rows(const Index* ids, Index m, Index c0, Index c1, float* out,
            std::size_t ld) const override {
    const std::size_t width = uz(c1 - c0);
    std::vector<double> exact(uz(m) * width);
    exact_->rows(ids, m, c0, c1, exact.data(), width);
    round(exact, width, out, ld);
  }

  void among(const Index* ids, Index m, float* out) const override {
    std::vector<double> exact(uz(m) * uz(m));
    exact_->among(ids, m, exact.data());
    round(exact, uz(m), out, uz(m));
  }

 private:
  static void round(const std::vector<double>& exact, std::size_t width, float* out,
                    std::size_t ld) {
    if (width == 0) return;
    for (std::size_t r = 0; r < exact.size() / width; ++r)
      for (std::size_t c = 0; c < width; ++c)
        out[r * ld + c] = static_cast<float>(exact[r * width + c]);
  }

  std::unique_ptr<Source<double>> exact_;
};

}  // namespace fastpam

#endif
