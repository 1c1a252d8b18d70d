#include "r_memory.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>

#if defined(_WIN32)
#include <windows.h>
#else
#include <sys/resource.h>
#include <unistd.h>
#endif
#if defined(__APPLE__)
#include <sys/sysctl.h>
#include <sys/types.h>
#endif

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

// The smaller number; unknown values are ignored.
double least(double a, double b) { return std::isnan(a) || b < a ? b : a; }

#if defined(__linux__)

// The number after a name, as in "MemAvailable: 123 kB"; without a name, the first number of the
// file. NaN if there is none ("max" in control groups).
double number_in(const std::string& file, const std::string& name = "") {
  std::ifstream in(file);
  std::string line, word;
  while (std::getline(in, line)) {
    std::istringstream words(line);
    double value = 0;
    if (!name.empty() && (!(words >> word) || word != name)) continue;
    return words >> value ? value : unknown;
  }
  return unknown;
}

// The memory left in one control group. The cache of files counts as free, because it is released
// when memory is needed.
double left_in(const std::string& folder, const char* limit, const char* used, const char* cache) {
  const double most = number_in(folder + limit), now = number_in(folder + used);
  if (std::isnan(most) || std::isnan(now)) return unknown;
  const double files = number_in(folder + "/memory.stat", cache);
  return std::max(0.0, most - now + (std::isnan(files) ? 0 : files));
}

// The least memory left in the control group of this process and the groups around it. In a
// container the path may be that of the host while the root shows the container's own group, so the
// root is always checked.
double left_in_groups() {
  double left = unknown;
  std::ifstream groups("/proc/self/cgroup");
  std::string line;
  while (std::getline(groups, line)) {
    const std::size_t first = line.find(':'), second = line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const std::string controllers = "," + line.substr(first + 1, second - first - 1) + ",";
    const bool v2 = controllers == ",,";
    if (!v2 && controllers.find(",memory,") == std::string::npos) continue;
    std::string path = line.substr(second + 1);
    if (path == "/") path = "";
    for (;;) {
      left = least(left, v2 ? left_in("/sys/fs/cgroup" + path, "/memory.max", "/memory.current",
                                      "inactive_file")
                            : left_in("/sys/fs/cgroup/memory" + path, "/memory.limit_in_bytes",
                                      "/memory.usage_in_bytes", "total_inactive_file"));
      if (path.empty()) break;
      path.erase(path.find_last_of('/'));
    }
  }
  return left;
}

// The memory left by `ulimit -v` and `ulimit -d`. The fields of statm are numbers of pages: the
// first is the total, the sixth data and stack.
double left_by_limits() {
  std::ifstream statm("/proc/self/statm");
  double pages[6];
  for (double& p : pages)
    if (!(statm >> p)) return unknown;
  const double page = static_cast<double>(sysconf(_SC_PAGESIZE));
  const auto left = [page](int resource, double used) {
    rlimit limit{};
    if (getrlimit(static_cast<decltype(RLIMIT_AS)>(resource), &limit) != 0 ||
        limit.rlim_cur == RLIM_INFINITY)
      return unknown;
    return std::max(0.0, static_cast<double>(limit.rlim_cur) - used * page);
  };
  return least(left(RLIMIT_AS, pages[0]), left(RLIMIT_DATA, pages[5]));
}

#endif

}  // namespace

double available_memory() {
#if defined(_WIN32)
  MEMORYSTATUSEX status;
  status.dwLength = sizeof(status);
  if (GlobalMemoryStatusEx(&status)) return static_cast<double>(status.ullAvailPhys);
  return unknown;
#elif defined(__APPLE__)
  // macOS reports little free memory. Half of the installed memory is a cautious guess.
  std::int64_t bytes = 0;
  std::size_t length = sizeof(bytes);
  if (sysctlbyname("hw.memsize", &bytes, &length, nullptr, 0) == 0)
    return static_cast<double>(bytes) / 2;
  return unknown;
#elif defined(__linux__)
  const double machine = 1024 * number_in("/proc/meminfo", "MemAvailable:");
  return least(machine, least(left_in_groups(), left_by_limits()));
#else
  return unknown;
#endif
}

double memory_limit(double wanted, double needed) {
  constexpr double small = 64e6;
  if (!std::isnan(wanted)) return wanted;
  if (needed <= small) return small;
  const double free = available_memory();
  return std::isnan(free) ? 4e9 : 0.75 * free;
}
