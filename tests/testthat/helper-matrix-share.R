# A share of the generated matrix in which all pairs occur: each kind with each metric, verb and use, each
# metric with each verb and use, each verb with each use (as far as they can occur together at all).

# For each group the uses of the share. First one verb for each kind and metric, in turn, with the uses that
# bring most new pairs; then what is left of the pairs.
mx_share <- function(groups, per_group = 5L) {
  number <- function(of) match(vapply(groups, `[[`, "", of), unique(vapply(groups, `[[`, "", of)))
  group <- cbind(kind = number("kind"), metric = number("metric"), verb = number("verb"))
  known <- unique(unlist(lapply(groups, `[[`, "uses")))
  uses <- lapply(groups, function(g) match(g$uses, known))
  most <- apply(group, 2L, max)
  # What is left of the pairs: of two of the three, and of each with the uses.
  apart <- list(c(1L, 2L), c(1L, 3L), c(2L, 3L))
  left <- lapply(apart, function(two) matrix(TRUE, most[two[1L]], most[two[2L]]))
  left_uses <- lapply(1:3, function(one) matrix(TRUE, most[one], length(known)))
  gain <- function(i) {
    g <- group[i, ]
    any_pair <- any(left[[1L]][g[1L], g[2L]], left[[2L]][g[1L], g[3L]], left[[3L]][g[2L], g[3L]])
    any_pair + left_uses[[1L]][g[1L], uses[[i]]] + left_uses[[2L]][g[2L], uses[[i]]] + left_uses[[3L]][g[3L], uses[[i]]]
  }
  chosen <- vector("list", length(groups))
  visit <- function(i, most_uses) {
    while (length(chosen[[i]]) < most_uses) {
      new <- gain(i)
      if (max(new) == 0) break
      use <- uses[[i]][which.max(new)]
      chosen[[i]] <<- c(chosen[[i]], use)
      g <- group[i, ]
      for (j in 1:3) left[[j]][g[apart[[j]][1L]], g[apart[[j]][2L]]] <<- FALSE
      for (j in 1:3) left_uses[[j]][g[j], use] <<- FALSE
    }
  }
  in_turn <- (group[, "kind"] + group[, "metric"]) %% most[3L] + 1L == group[, "verb"]
  for (i in which(in_turn)) visit(i, per_group)
  for (i in which(!in_turn)) visit(i, Inf)
  for (i in which(in_turn)) visit(i, Inf)
  lapply(chosen, function(at) known[at])
}

# The pairs that occur with `all` of the uses but not with the chosen ones.
mx_pairs_left <- function(groups, chosen) {
  of <- function(uses) {
    n <- lengths(uses)
    part <- function(name) paste(name, rep(vapply(groups, `[[`, "", name), n))
    parts <- list(part("kind"), part("metric"), part("verb"), paste("use", unlist(uses)))
    unique(unlist(utils::combn(4L, 2L, function(two) unique(paste(parts[[two[1L]]], parts[[two[2L]]], sep = ", ")), simplify = FALSE)))
  }
  setdiff(of(lapply(groups, `[[`, "uses")), of(chosen))
}
