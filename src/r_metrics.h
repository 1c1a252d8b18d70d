// The metrics of the core. Compiling their kernels takes a while, so one file does it for all.
#ifndef FASTPAM_R_METRICS_H
#define FASTPAM_R_METRICS_H

#include <fastpam/metric/metric.hpp>
#include <string>
#include <vector>

const std::vector<fastpam::Metric>& all_metrics();

// Finds a metric by name or synonym; null if there is none.
const fastpam::Metric* find_metric(const std::string& name);

#endif
