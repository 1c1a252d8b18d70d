// A metric of one's own, compiled: distances on the globe. In R:
//
//   Rcpp::sourceCpp(system.file("examples", "great_circle.cpp", package = "fastpam"))
//   fastpam(places, k = 3, metric = great_circle())   # columns: latitude and longitude in degrees
#include <Rcpp.h>

#include <cmath>
#include <fastpam/metric/user.hpp>

// [[Rcpp::depends(fastpam)]]

// Kilometres between two places, by the haversine formula. All threads call it at once, so it must
// not call R.
static double kilometres(const double* x, const double* y, std::size_t /*p*/) {
  const double to_radians = std::acos(-1.0) / 180;
  const double a = std::sin((x[0] - y[0]) * to_radians / 2);
  const double b = std::sin((x[1] - y[1]) * to_radians / 2);
  const double h = a * a + std::cos(x[0] * to_radians) * std::cos(y[0] * to_radians) * b * b;
  return 2 * 6371.0088 * std::asin(std::sqrt(std::fmin(1, h)));
}

// What fastpam(), fastclara(), fastclarans(), fastdist() and predict() take as `metric`.
// [[Rcpp::export]]
Rcpp::XPtr<fastpam::UserMetric> great_circle() {
  // The tag tells it from the address of anything else.
  return Rcpp::XPtr<fastpam::UserMetric>(new fastpam::UserMetric(&kilometres), true,
                                         Rf_install("fastpam_metric"));
}
