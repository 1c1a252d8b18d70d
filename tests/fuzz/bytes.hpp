// How the fuzzers read their input, and their main() where libFuzzer does not bring one.
#ifndef FASTPAM_FUZZ_BYTES_HPP
#define FASTPAM_FUZZ_BYTES_HPP

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "../cpp/support/random.hpp"

// The bytes given, then zeros.
class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  unsigned next() { return at_ < size_ ? data_[at_++] : 0; }
  unsigned below(unsigned n) { return next() % n; }
  bool more() const { return at_ < size_; }

 private:
  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t at_ = 0;
};

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

#if !defined(FASTPAM_LIBFUZZER)
// PROGRAM [cases] [seed]
int main(int argc, char** argv) {
  const long cases = argc > 1 ? std::strtol(argv[1], nullptr, 10) : 1000;
  check::Random random(argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1);
  std::vector<std::uint8_t> bytes;
  for (long i = 0; i < cases; ++i) {
    bytes.resize(16 + random.below(500));
    for (std::uint8_t& b : bytes) b = static_cast<std::uint8_t>(random.bits());
    // Whole ranges of one value: ties.
    if (random.below(3) == 0)
      for (std::size_t at = 16; at < bytes.size(); ++at) bytes[at] = bytes[15];
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
  }
  std::printf("%ld passed, 0 failed\n", cases);
}
#endif

#endif  // FASTPAM_FUZZ_BYTES_HPP
