// A context with real threads for tests: as many as asked for, more than the machine has if need
// be.
#ifndef FASTPAM_TESTS_WORKERS_HPP
#define FASTPAM_TESTS_WORKERS_HPP

#include <fastpam/exec/context.hpp>
#include <fastpam/exec/team.hpp>

class Workers {
 public:
  explicit Workers(int n) : executor_(n), context_{executor_, monitor_} {}
  Workers(int n, fastpam::Monitor& monitor) : executor_(n), context_{executor_, monitor} {}
  fastpam::Context& context() { return context_; }

 private:
  fastpam::Team executor_;
  fastpam::Monitor monitor_;
  fastpam::Context context_;
};

#endif
