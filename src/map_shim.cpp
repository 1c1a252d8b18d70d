// Maps: classical multidimensional scaling of landmarks in two dimensions, and the positions of
// other objects among them.
//
// V. de Silva and J. B. Tenenbaum (2004), Sparse multidimensional scaling using landmark points,
// Stanford University.
//
// The only file that includes Armadillo, whose headers take seconds to compile. "Lightest" leaves
// out the parts of Rcpp that are not used here.
#define ARMA_WARN_LEVEL 0
#include <RcppArmadillo/Lightest>

#include <algorithm>
#include <cmath>

namespace {

constexpr arma::uword n_axes = 2;

// R's matrix in place: neither copied nor resized.
arma::mat view(Rcpp::NumericMatrix& x) {
  return arma::mat(x.begin(), static_cast<arma::uword>(x.nrow()),
                   static_cast<arma::uword>(x.ncol()), false, true);
}

// The largest power of two that is not above the largest value. Values are divided by it, which is
// exact. Then their squares neither overflow nor underflow.
double unit_of(const arma::mat& d) {
  const double largest = d.n_elem > 0 ? d.max() : 0;
  return largest > 0 ? std::ldexp(1.0, std::ilogb(largest)) : 1;
}

// The two largest eigenvalues, the largest first, and their vectors.
//
// eigs_sym() uses Armadillo's own Lanczos method (NEWARP). It is part of the headers and only needs
// LAPACK, which R has on every platform; ARPACK would have to be installed. It starts from fixed
// numbers and does not use R's generator. For 1,000 landmarks it takes 0.05 to 0.3 seconds, while
// eig_sym(), which finds all eigenvectors, takes 1.5 seconds. eigs_sym() takes sparse matrices
// only, so `b` is copied into one without zeros. eig_sym() is used for small matrices and if
// eigs_sym() does not converge.
void leading_pairs(const arma::mat& b, arma::vec& values, arma::mat& vectors) {
  if (b.n_rows > 100 && arma::eigs_sym(values, vectors, arma::sp_mat(b), n_axes, "la") &&
      values.n_elem == n_axes) {
    values = arma::reverse(values);
    vectors = arma::fliplr(vectors);
    return;
  }
  arma::vec all;
  arma::mat with;
  if (!arma::eig_sym(all, with, b))
    Rcpp::stop("LAPACK did not find the eigenvalues of the landmarks");
  values.zeros(n_axes);
  vectors.zeros(b.n_rows, n_axes);
  for (arma::uword j = 0; j < std::min(n_axes, b.n_rows); ++j) {
    values[j] = all[b.n_rows - 1 - j];
    vectors.col(j) = with.col(b.n_rows - 1 - j);
  }
}

}  // namespace

// Classical scaling of landmarks: `d` is the square matrix of the dissimilarities among them, all
// finite. Returns their positions `at`, one row each, and what place_objects() needs: `centre`, the
// mean of the squared dissimilarities to each landmark, and `weights`, which turn squared
// dissimilarities into positions, both for dissimilarities divided by `unit`.
// [[Rcpp::export(rng = false)]]
Rcpp::List scale_landmarks(Rcpp::NumericMatrix d) {
  const arma::mat given = view(d);
  const double unit = unit_of(given);
  arma::mat b = arma::square(given / unit);
  const arma::rowvec centre = arma::mean(b, 0);
  b.each_row() -= centre;
  b.each_col() -= arma::mean(b, 1).eval();
  b = -0.25 * (b + b.t());
  arma::vec values;
  arma::mat vectors;
  leading_pairs(b, values, vectors);
  arma::mat at(b.n_rows, n_axes, arma::fill::zeros);
  arma::mat weights(b.n_rows, n_axes, arma::fill::zeros);
  for (arma::uword j = 0; j < n_axes; ++j) {
    // For data on a line or equal objects, the remaining values are rounding noise and not an axis.
    if (!(values[j] > 1e-12 * values[0])) continue;
    at.col(j) = vectors.col(j) * std::sqrt(values[j]);
    // Signs are chosen so that the same map is never mirrored: the object farthest out is at the
    // top right.
    if (arma::accu(arma::pow(at.col(j), 3)) < 0) at.col(j) *= -1;
    weights.col(j) = at.col(j) / (-2 * values[j]);
  }
  at *= unit;
  return Rcpp::List::create(Rcpp::_["at"] = at, Rcpp::_["centre"] = centre,
                            Rcpp::_["weights"] = weights, Rcpp::_["unit"] = unit);
}

// The positions of objects among landmarks: `d` holds the dissimilarities of the objects (rows) to
// the landmarks (columns). Returns one row per object.
// [[Rcpp::export(rng = false)]]
Rcpp::NumericMatrix place_objects(Rcpp::NumericMatrix d, Rcpp::List landmarks) {
  const double unit = Rcpp::as<double>(landmarks["unit"]);
  arma::mat squares = arma::square(view(d) / unit);
  squares.each_row() -= Rcpp::as<arma::rowvec>(landmarks["centre"]);
  const arma::mat at = unit * (squares * Rcpp::as<arma::mat>(landmarks["weights"]));
  return Rcpp::wrap(at);
}
