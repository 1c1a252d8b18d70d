#' Swap algorithms and starts
#'
#' Lists all values of `variant` and `init` in [fastpam()], [fastclara()] and [fastpam_path()], read from the C++
#' core.
#'
#' @return `variants()`: a data frame with one row per swap algorithm: `variant` (its name), `summary` (what it does)
#'   and `medoid_silhouette` (`TRUE` if it raises the average medoid silhouette instead of lowering the mean
#'   dissimilarity). `inits()`: a data frame with one row per init: `init` (its name), `random` (`TRUE` if it draws
#'   random numbers) and `summary`.
#' @seealso [fastpam()] for the sources of these algorithms; `vignette("which-algorithm")`
#' @examples
#' variants()
#' inits()
#' @export
variants <- function() registry()$variants

#' @rdname variants
#' @export
inits <- function() registry()$inits
