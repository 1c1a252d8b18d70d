#' Swap algorithms and starts
#'
#' The tables of all values of `variant` and `init` in [fastpam()], [fastclara()] and [fastpam_path()], read
#' from the C++ core.
#'
#' @return `variants()`: a data frame with one row for each swap algorithm: `variant`, the name; `summary`, what
#'   it does; `medoid_silhouette`, `TRUE` for those that raise the average medoid silhouette instead
#'   of lowering the mean dissimilarity. `inits()`: `init`, the name; `random`, whether it draws random
#'   numbers; `summary`.
#' @seealso `vignette("which-algorithm")`
#' @examples
#' variants()
#' inits()
#' @export
variants <- function() registry()$variants

#' @rdname variants
#' @export
inits <- function() registry()$inits
