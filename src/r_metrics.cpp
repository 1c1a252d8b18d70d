#include "r_metrics.h"

#include <fastpam/metric/registry.hpp>

const std::vector<fastpam::Metric>& all_metrics() { return fastpam::metric_table(); }

const fastpam::Metric* find_metric(const std::string& name) { return fastpam::find_metric(name); }
