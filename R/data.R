#' Leaf textures of one hundred plant species
#'
#' Texture histograms of 1600 leaves: 16 leaves from each of 100 plant species, every leaf
#' described by 64 relative frequencies. Large enough to tell fast from slow (k = 100 on 1600
#' objects), small enough for an example, and with a known grouping to compare with.
#'
#' Rows 15 and 16 (both *Acer Campestre*) are identical: the collection has 1599 texture rows, and
#' the copy this table was made from fills the missing leaf of that species by repeating a row. It
#' is kept, as a real example of two objects at dissimilarity zero.
#'
#' Values are multiples of 1/1024, rounded to at most six decimals.
#'
#' @format A data frame of 1600 rows and 65 columns:
#'
#' * `species`: a factor of 100 levels, in the order of first appearance
#' * `t1`, `t2`, ..., `t64`: the texture histogram, numbers between 0 and 1 that sum to 1
#' @source The table of textures in "One-hundred plant species leaves data set", UCI Machine
#'   Learning Repository, licensed under Creative Commons Attribution 4.0 (CC BY 4.0). Names were
#'   given to the columns; nothing else was changed.
#' @references Mallah, C., Cope, J. and Orwell, J. (2013). Plant leaf classification using
#'   probabilistic integration of shape, texture and margin features. *Signal Processing, Pattern
#'   Recognition and Applications*.
#' @examples
#' dim(leaves)
#' # Objects for clustering are the numeric columns; species is what they are compared with.
#' d <- dist(leaves[1:160, -1])
#' summary(d)
"leaves"

#' Fingerprints of chemicals tested on the androgen receptor
#'
#' Presence or absence of 1024 structural patterns in 1687 chemicals, with the outcome of a test of
#' whether the chemical binds to the androgen receptor. A sparse presence/absence table (8.6 percent
#' of the bits are set) for the Jaccard dissimilarity and its relatives.
#'
#' @format A data frame of 1687 rows and 1025 columns:
#'
#' * `activity`: a factor, `"negative"` (1488 chemicals) or `"positive"` (199)
#' * `b0`, `b1`, ..., `b1023`: logical, one bit of the fingerprint each
#' @source "QSAR androgen receptor data set", UCI Machine Learning Repository, licensed under
#'   Creative Commons Attribution 4.0 (CC BY 4.0). Types were given to the columns; nothing else was
#'   changed.
#' @references Grisoni, F., Consonni, V. and Ballabio, D. (2019). Machine learning consensus to
#'   predict the binding to the androgen receptor within the CoMPARA project. *Journal of Chemical
#'   Information and Modeling* 59(5), 1839-1848. \doi{10.1021/acs.jcim.8b00794}
#' @examples
#' table(androgen$activity)
#' bits <- as.matrix(androgen[1:100, -1])
#' d <- dist(bits, method = "binary")
#' summary(d)
"androgen"
