# The timing table of the README: each task with fastpam and with the package that R users use now, in one run, in
# processor seconds of one thread. The results are compared.
#
#   Rscript bench/readme.R [DATA] [TASK ...]
#
# DATA is the folder with the real sets. Each TASK (by default all; the names are below) replaces its row
# in bench/results/readme.csv, from which `make readme` makes the table. The peers of pam and million take
# minutes. A time of fastpam is the median of five calls, one of a peer that of one call.

source(file.path("bench", "common.R"))
library(fastpam)
args <- commandArgs(trailingOnly = TRUE)
folder <- data_folder()

cpu <- function(f, times = 1) {
  result <- NULL
  t <- seconds(function() result <<- f(), times)
  list(s = t[["cpu"]], result = result)
}

# `same` says of both results whether they are what the row claims; a row that is not true is an error.
# `scale`: the share of the task that the peer was given is 1 / scale.
task <- function(title, ours, call, theirs, peer, same, scale = 1) {
  function() {
    first <- cpu(ours, 5)
    second <- cpu(theirs)
    stopifnot(isTRUE(same(first$result, second$result)))
    data.frame(
      title = title, fastpam = call, fastpam_s = signif(first$s, 4), peer = peer,
      peer_s = signif(second$s * scale, 4),
      scaled = scale != 1, date = format(Sys.Date())
    )
  }
}
same_pam <- function(a, b) {
  identical(a$id.med, b$id.med) && identical(a$clustering, b$clustering) &&
    identical(a$objective, b$objective) && identical(a$silinfo, b$silinfo) &&
    identical(a$clusinfo, b$clusinfo)
}
# FastPAM1 takes the same swaps and sums the objective in another order.
same_swaps <- function(a, b) {
  identical(a$id.med, b$id.med) && identical(a$clustering, b$clustering) &&
    isTRUE(all.equal(a$objective, b$objective, tolerance = 1e-14))
}
same_clara <- function(a, b) {
  identical(a$i.med, b$i.med) && identical(a$clustering, b$clustering) &&
    isTRUE(all.equal(a$objective, b$objective, tolerance = 1e-14))
}
same_dist <- function(a, b) identical(as.vector(a), as.vector(b))

clara_task <- function(title, x) {
  task(
    title, function() {
      set.seed(1)
      fastclara(x, 100, sampsize = 480, variant = "pam", n_threads = 1)
    }, "fastclara()",
    function() {
      set.seed(1)
      cluster::clara(x, 100, sampsize = 480, rngR = TRUE, pamLike = TRUE)
    }, "cluster::clara()", same_clara
  )
}

texture <- as.matrix(leaves[-1])
some_genes <- 200

tasks <- list(
  pam = function() {
    d <- dist(texture)
    task(
      "Exact PAM: 1,600 leaves x 64, k = 100, the same bits", function() fastpam(d, 100, n_threads = 1),
      "fastpam()", function() cluster::pam(d, 100), "cluster::pam()", same_pam
    )()
  },
  fastpam1 = function() {
    d <- dist(texture)
    task(
      "The same, against FastPAM1 in cluster", function() fastpam(d, 100, n_threads = 1), "fastpam()",
      function() cluster::pam(d, 100, variant = "f_3"), "pam(variant = \"f_3\")", same_swaps
    )()
  },
  jaccard = function() {
    genes <- utils::read.delim(
      gzfile(file.path(folder, "pangenome_efaecalis", "gene_presence_absence.Rtab.gz")),
      row.names = 1, check.names = FALSE
    )
    genes <- t(as.matrix(genes))
    few <- genes[seq_len(some_genes), ]
    storage.mode(few) <- "double"
    task(
      "Jaccard: 2,026 genomes x 15,827 genes, the same bits",
      function() fastdist(genes, "jaccard", n_threads = 1), "fastdist()",
      function() stats::dist(few, "binary"), "stats::dist()",
      function(a, b) same_dist(as.matrix(a)[seq_len(some_genes), seq_len(some_genes)], as.matrix(b)),
      scale = choose(nrow(genes), 2) / choose(some_genes, 2)
    )()
  },
  euclidean = function() {
    set.seed(1)
    x <- matrix(rnorm(64e4), 1e4)
    task(
      "Euclidean: 10,000 x 64, the same bits", function() fastdist(x, n_threads = 1), "fastdist()",
      function() stats::dist(x), "stats::dist()", same_dist
    )()
  },
  gower = task(
    "Gower: 4,454 x 14 with missing values, the same bits",
    function() fastdist(credit, "gower", n_threads = 1), "fastdist()",
    function() cluster::daisy(credit, "gower"), "cluster::daisy()", same_dist
  ),
  birch = function() {
    x <- as.matrix(utils::read.table(gzfile(file.path(folder, "sipu", "birch1.data.gz"))))
    clara_task("CLARA: 100,000 x 2, k = 100, the same medoids", x)()
  },
  million = function() {
    set.seed(1)
    centres <- matrix(rnorm(100 * 20, sd = 3), 100)
    x <- centres[sample.int(100, 1e6, replace = TRUE), ] + rnorm(2e7)
    clara_task("CLARA: 1,000,000 x 20, k = 100, the same medoids", x)()
  }
)

wanted <- args[-1]
if (!length(wanted)) wanted <- names(tasks)
unknown <- setdiff(wanted, names(tasks))
if (length(unknown)) stop("unknown task: ", toString(unknown), "; there are ", toString(names(tasks)))

processor <- R.version$arch
if (file.exists("/proc/cpuinfo")) {
  model <- grep("^model name", readLines("/proc/cpuinfo"), value = TRUE)
  if (length(model)) processor <- sub("^[^:]*: *", "", model[1])
}
file <- file.path("bench", "results", "readme.csv")
for (name in wanted) {
  row <- cbind(task = name, tasks[[name]]())
  row$machine <- sprintf("R %s, cluster %s, %s", getRversion(), utils::packageVersion("cluster"), processor)
  print(row[c("task", "fastpam_s", "peer_s")], row.names = FALSE)
  table <- if (file.exists(file)) utils::read.csv(file)
  table <- rbind(table[table$task != name, ], row)
  utils::write.csv(table[order(match(table$task, names(tasks))), ], file, row.names = FALSE)
}
