#' Swap algorithms and inits
#'
#' The tables of what [fastpam()], [fastclara()] and [fastpam_path()] can run, read from the C++ core
#' itself, so they cannot drift from it.
#'
#' @return `variants()`: a data frame with a row a swap algorithm: `variant`, the name; `summary`, what
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
