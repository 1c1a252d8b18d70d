// A context with real threads for tests: as many as asked for, more than the machine has if need
// be.
#ifndef FASTPAM_TESTS_WORKERS_HPP
#define FASTPAM_TESTS_WORKERS_HPP

#include <fastpam/exec/context.hpp>
#include <thread>
#include <vector>

class Workers {
 public:
  explicit Workers(int n) : executor_(n), context_{executor_, monitor_} {}
  Workers(int n, fastpam::Monitor& monitor) : executor_(n), context_{executor_, monitor} {}
  fastpam::Context& context() { return context_; }

 private:
  class Threads final : public fastpam::Executor {
   public:
    explicit Threads(int n) : n_(n) {}
    int workers() const override { return n_; }

   protected:
    void launch(Round& round) override {
      std::vector<std::thread> others;
      for (int w = 1; w < n_; ++w) others.emplace_back([&round, w] { round.work(w); });
      round.work(0);
      for (std::thread& t : others) t.join();
    }

   private:
    const int n_;
  };

  Threads executor_;
  fastpam::Monitor monitor_;
  fastpam::Context context_;
};

#endif
