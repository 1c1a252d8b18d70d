#' Leaf textures of one hundred plant species
#'
#' Texture histograms of 1600 leaves: 16 leaves from each of 100 plant species, each described by 64 relative
#' frequencies. The data are large enough to show differences in speed (k = 100 on 1600 objects), small enough for an
#' example, and the species are a known grouping to compare with.
#'
#' Rows 15 and 16 (both *Acer Campestre*) are identical: the collection has 1599 texture rows, and the copy used for
#' this table fills in the missing leaf of that species by repeating a row. The repeated row is kept as an example of
#' two objects at dissimilarity zero.
#'
#' Values are multiples of 1/1024, rounded to at most six decimals.
#'
#' @format A data frame of 1600 rows and 65 columns:
#'
#' * `species`: a factor with 100 levels, in the order of first appearance
#' * `t1`, `t2`, ..., `t64`: the texture histogram, numbers between 0 and 1 that sum to 1
#' @source The table of textures in "One-hundred plant species leaves data set", UCI Machine Learning Repository,
#'   licensed under Creative Commons Attribution 4.0 (CC BY 4.0). Columns were named; nothing else was changed.
#' @references Mallah, C., Cope, J. and Orwell, J. (2013). Plant leaf classification using
#'   probabilistic integration of shape, texture and margin features. *Signal Processing, Pattern
#'   Recognition and Applications*.
#' @examples
#' dim(leaves)
#' # Cluster by the numeric columns, and compare the result with the species.
#' d <- dist(leaves[1:160, -1])
#' summary(d)
"leaves"

#' Fingerprints of chemicals tested on the androgen receptor
#'
#' Presence or absence of 1024 structural patterns in 1687 chemicals, with the outcome of a test of whether the
#' chemical binds to the androgen receptor. This is a sparse presence/absence table (8.6 percent of the bits are set),
#' an example for the Jaccard dissimilarity and other presence/absence metrics.
#'
#' @format A data frame of 1687 rows and 1025 columns:
#'
#' * `activity`: a factor, `"negative"` (1488 chemicals) or `"positive"` (199)
#' * `b0`, `b1`, ..., `b1023`: logical, the bits of the fingerprint
#' @source "QSAR androgen receptor data set", UCI Machine Learning Repository, licensed under Creative Commons
#'   Attribution 4.0 (CC BY 4.0). The types of the columns were set; nothing else was changed.
#' @references Grisoni, F., Consonni, V. and Ballabio, D. (2019). Machine learning consensus to
#'   predict the binding to the androgen receptor within the CoMPARA project. *Journal of Chemical
#'   Information and Modeling* 59(5), 1839-1848. \doi{10.1021/acs.jcim.8b00794}
#' @examples
#' table(androgen$activity)
#' bits <- as.matrix(androgen[1:100, -1])
#' d <- dist(bits, method = "binary")
#' summary(d)
"androgen"

#' Credit applications: mixed data with missing values
#'
#' Data on 4454 applicants for a loan, and whether they paid it back: nine numeric columns and five categorical ones,
#' with 455 missing values in 415 rows. An example for the Gower dissimilarity, large enough that [cluster::daisy()]
#' takes seconds.
#'
#' @format A data frame of 4454 rows and 14 columns. Columns without a stated number of missing values have none. The
#'   source does not state the currency.
#'
#' * `status`: a factor, whether the loan was `"good"` (3200) or `"bad"` (1254)
#' * `seniority`: years in the job
#' * `home`: a factor of 6 levels, the kind of home (6 missing)
#' * `time`: the term of the loan, in months
#' * `age`: age in years
#' * `marital`: a factor of 5 levels (1 missing)
#' * `records`: a factor, existence of records, `"no"` or `"yes"`
#' * `job`: a factor of 4 levels, the kind of job (2 missing)
#' * `expenses`, `income`, `assets`, `debt`: expenses, income (381 missing), assets (47 missing) and debt (18 missing)
#' * `amount`, `price`: the amount requested, and the price of the goods
#' @source `credit_data` in the package modeldata 1.1.0, copyright 2019 Max Kuhn, RStudio, under the MIT licence (see
#'   the file `COPYRIGHTS` of this package), which names Lluis A. Belanche Munoz and Gaston Sanchez as the origin.
#'   Column names were changed to lower case; nothing else was changed.
#' @examples
#' colSums(is.na(credit))
#' fit <- fastpam(credit[1:500, -1], k = 4, metric = "gower")
#' credit[fit$id.med, c("home", "job", "age", "income", "amount")]
#' table(fit$clustering, credit$status[1:500])
"credit"

#' Simulated careers of school leavers, with case weights
#'
#' The states of 4000 simulated persons in ten half-years after school: at school or university, in training, in a
#' job, or unemployed. Equal careers are combined into one row with a weight, so 943 rows represent 4000 persons.
#' Clustering with `weights` gives the same result as clustering the 4000 rows.
#'
#' **These data are simulated.** Each person belongs to one of three kinds and changes state according to the Markov
#' chain of that kind. The script `data-raw/careers.R` in the source package has all parameters. The kinds overlap:
#' persons of different kinds can have the same career.
#'
#' @format A data frame of 943 rows, the most frequent career first, and 12 columns:
#'
#' * `persons`: how many persons had this career, from 1 to 695; the sum is 4000
#' * `kind`: a factor, the most frequent kind among these persons: `"academic"`, `"vocational"` or `"unsteady"`
#' * `h1`, `h2`, ..., `h10`: factors of 4 levels, the state in each half-year: `"school"`,
#'   `"training"`, `"job"` or `"unemployed"`
#' @source Simulated for this package, see above.
#' @examples
#' states <- careers[-(1:2)]
#' # For factors, Gower's dissimilarity is the share of half-years in which two careers differ.
#' fit <- fastpam(states, k = 4, metric = "gower", weights = careers$persons)
#' states[fit$id.med, ]
#' xtabs(persons ~ fit$clustering + kind, careers)
"careers"

#' Two small example files
#'
#' The vignette *Getting started* reads these two files. They are installed with the package; [system.file()] returns
#' their path.
#'
#' @format `zoo.csv`: 101 animals, one per row, and 17 columns: `animal`, the name, which is unique; `type`, one of
#' seven (mammal, bird, reptile, fish, amphibian, insect, mollusc.et.al); and 15 traits that are present (1) or absent
#' (0): `hair`, `feathers`, `eggs`, `milk`, `airborne`, `aquatic`, `predator`, `toothed`, `backbone`, `breathes`,
#' `venomous`, `fins`, `tail`, `domestic`, `catsize`.
#'
#' `penguins.csv`: 344 penguins near Palmer Station, Antarctica, and 7 columns: `species` (Adelie,
#' Chinstrap, Gentoo), `island` (Biscoe, Dream, Torgersen), `bill_length_mm`, `bill_depth_mm`,
#' `flipper_length_mm`, `body_mass_g` (numbers, each missing twice) and `sex` (female, male; missing
#' in 11 rows).
#' @source `zoo.csv`: R. Forsyth, "Zoo", UCI Machine Learning Repository, licensed under Creative Commons Attribution
#'   4.0 (CC BY 4.0); the number of legs was left out, because it is not a presence/absence trait. `penguins.csv`:
#'   `penguins` in the package modeldata 1.1.0, copyright 2019 Max Kuhn, RStudio, under the MIT licence (see the file
#'   `COPYRIGHTS` of this package), unchanged.
#' @references Gorman, K. B., Williams, T. D. and Fraser, W. R. (2014). Ecological sexual dimorphism
#'   and environmental variability within a community of Antarctic penguins (genus *Pygoscelis*).
#'   *PLoS ONE* 9(3), e90081. \doi{10.1371/journal.pone.0090081}
#' @examples
#' zoo <- read.csv(system.file("extdata", "zoo.csv", package = "fastpam"), row.names = "animal")
#' fit <- fastpam(zoo[-1], k = 7, metric = "jaccard")
#' table(zoo$type, rownames(zoo)[fit$id.med[fit$clustering]])
#' @name example-files
NULL
