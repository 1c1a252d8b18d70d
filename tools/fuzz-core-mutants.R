# Tests whether the fuzzers of the core detect errors: changes one line of a copy of the headers at a time, builds
# the fuzzer that should detect it, and runs it.
#
#   Rscript tools/fuzz-core-mutants.R [cases] [header]      header: a pattern, for some of them
#
# Run from the package root; needs g++ (or $CXX). Ends with status 1 if a change is not detected, or if a line to
# be changed no longer exists. Takes about ten minutes. (Which objects CLARA draws is compared with cluster by the
# fuzzer of the package: tools/fuzz-mutants.R.)

args <- commandArgs(trailingOnly = TRUE)
cases <- if (length(args)) args[[1L]] else "3000"
compiler <- Sys.getenv("CXX", "g++")

# Each entry: fuzzer, header, the original code, its replacement.
mutants <- list(
  c("core", "search/gain.hpp", "(fall > 0 ? fall : 0.0) * w[r]", "(fall > 0 ? fall : 0.0)"),
  c("core", "search/gain.hpp", "gain += problem.weighted(j, current[uz(j)] - static_cast<double>(row[j]));", "gain += current[uz(j)] - static_cast<double>(row[j]);"),
  c("core", "init/build.hpp", "object < other.object", "object > other.object"),
  c("core", "init/build.hpp", "while (heap.top().step != step) {", "while (heap.top().step + 1 < step) {"),
  c("core", "search/select.inl", "less16(a, b, j + 16) << 16", "less16(a, b, j + 16) << 15"),
  c("core", "search/select.inl", "less8(a, b, j + 8) << 8", "less8(a, b, j + 8) << 9"),
  c("core", "search/state.hpp", "      near[i] = second[i];\n      dn[i] = ds[i];\n      lost();", "      near[i] = second[i];\n      dn[i] = ds[i];"),
  c("core", "search/state.hpp", "      ds[i] = dn[i];\n      near[i] = b;", "      near[i] = b;"),
  c("core", "search/gain_table.hpp", "std::max(d, b.dn) - b.ds", "d - b.ds"),
  c("core", "search/gain_table.hpp", "16 * additions * unit * largest_", "0 * additions * unit * largest_"),
  c("core", "search/gain_table.hpp", "product(o.w, o.dn - o.ds)", "product(o.w, d - o.ds)"),
  c("core", "search/contribution.hpp", "std::max(c.before.ds, state.ds[uz(c.object)])", "state.ds[uz(c.object)]"),
  c("core", "search/best_slots.hpp", "} else if (is_touched(slot_[j])) {", "} else if (is_touched(slot_[j]) && false) {"),
  c("core", "search/evaluate.hpp", "const double term = (d < ds ? d : ds) - dn;", "const double term = d - dn;"),
  c("core", "search/evaluate.hpp", "candidate < 0 || other.change < change", "candidate < 0 || other.change <= change"),
  c("core", "eval/partition.hpp", "s == 0 || row[o] < least[o]", "s == 0 || row[o] <= least[o]"),
  c("core", "eval/survey.hpp", "sum / (sizes[c] - 1)", "sum / sizes[c]"),
  c("core", "eval/survey.hpp", "sum[c] += static_cast<double>(d) * w;", "sum[c] += static_cast<double>(d);"),
  c("core", "eval/statistics.hpp", "if (inside >= outside) isolated = false;", "if (inside > outside) isolated = false;"),
  c("core", "eval/statistics.hpp", "if (problem.weight(o) == 0) continue;", ""),
  c("core", "dissim/stored/packed.hpp", "block[c][r] = static_cast<T>(from[r]);", "block[c][r] = static_cast<T>(from[r < 40 ? r : 39]);"),
  c("core", "dissim/stored/packed.hpp", "at += uz(n_ - c - 2);", "at += uz(n_ - c - 1);"),
  c("samples", "sample/clara.hpp", "sample.loss < samples[result.best].loss", "sample.loss <= samples[result.best].loss"),
  c("samples", "sample/assign.hpp", "label[c] = d < before ? slot : label[c];", "label[c] = d <= before ? slot : label[c];"),
  c("samples", "sample/clarans.hpp", "last.swap.loss < result.walks[result.best].swap.loss", "last.swap.loss > result.walks[result.best].swap.loss"),
  c("samples", "sample/clarans.hpp", "tried_ = 0;\n      ++report_.swaps;", "++report_.swaps;"),
  c("skip", "search/cluster_blocks.hpp", "(reach + 4 * error_.absolute) * (1 + 4 * error_.relative)", "reach * 0.999"),
  c("skip", "search/cluster_blocks.hpp", "reach = std::max(reach, reach_of(from + i));", "reach = reach_of(from + i);"),
  c("skip", "search/cluster_blocks.hpp", "stale_[uz(seen.near)] = stale_[uz(now.near)] = 1;", "stale_[uz(now.near)] = 1;"),
  c("skip", "search/reach.hpp", "if (on_shelf_[at] == medoid) continue;", "if (on_shelf_[at] >= 0) continue;"),
  c("skip", "search/evaluate.hpp", "const double share = 4 * sums.relative;", "const double share = -1e-3;"),
  c("skip", "search/reach.hpp", "d < blocks_.limit(b);", "d < 0.99 * blocks_.limit(b);"),
  c("skip", "search/reach.hpp", "const double slack = 4 *", "const double slack = -1e6 *"),
  c("skip", "search/float_reach.hpp", "absolute = 8 *", "absolute = -8e4 *"),
  c("skip", "search/float_reach.hpp", "floats_.follow();\n    reach_.follow();", "reach_.follow();"),
  c("skip", "init/first_medoid.hpp", "apart - relative", "1.02 * apart - relative"),
  c("skip", "init/first_medoid.hpp", "list[a] > list[best]", "list[a] < list[best]"),
  c("skip", "dissim/computed/dense.hpp", "denorm_min())) + rounding_};", "denorm_min()))};"),
  c("skip", "search/state.hpp", "if (later) lost.push_back(o);", "if (later && now) lost.push_back(o);"),
  c("sources", "metric/kernel/sparse_terms.hpp", "const double first = x.own[i] - sum[row_first ? 1 : 2];", "const double first = x.own[i] - sum[1];"),
  c("sources", "metric/kernel/sparse_terms.hpp", "pair.sum >= pair.own / 16", "pair.sum >= 0"),
  c("sources", "metric/kernel/sparse_terms.hpp", "const double left = u <= v ? x.value[a++] : x.zero[i];", "const double left = u <= v ? x.value[a++] : 1;"),
  c("sources", "metric/kernel/sparse_terms.hpp", "if (u == v) ++neither;", ""),
  c("sources", "metric/kernel/sparse_terms.hpp", "product(x.variables * x.zero[i], x.zero[j])", "0.0"),
  c("sources", "metric/angles.hpp", "zero = scale_to_unit(row, mean + rest / p);", "zero = scale_to_unit(row, mean * (1 + 1e-9));"),
  c("sources", "metric/kernel/row_transform.hpp", "double sum = row.zeros * product", "double sum = 0 * product"),
  c("sources", "metric/hellinger.hpp", "m.transform = root_profiles();", "m.transform = root_profiles(); m.dense.single_kernels = FASTPAM_EACH_ISA(euclidean_kernel<float>);"),
  c("sources", "metric/presence.hpp", "return sum - both;", "return sum;"),
  c("sources", "metric/kernel/bit_block.inl", "of > V{}, of, splat<V>(1.0)", "of > V{}, of, splat<V>(0.0)"),
  c("sources", "dissim/computed/panel_source.hpp", "out[uz(a) * ld + uz(ids[a] - c0)] = T(0);", "out[uz(a) * ld + uz(ids[a] - c0)] = T(1);")
)

if (length(args) > 1L) mutants <- Filter(function(mutant) grepl(args[[2L]], mutant[[2L]]), mutants)

folder <- file.path("build", "mutants")
unlink(folder, recursive = TRUE)
dir.create(folder, recursive = TRUE)

# TRUE if the fuzzer ends with a status; an answer of NA: the line is not there, or it does not compile.
noticed <- function(mutant) {
  copy <- file.path(folder, "include")
  unlink(copy, recursive = TRUE)
  file.copy(file.path("inst", "include"), folder, recursive = TRUE)
  header <- file.path(copy, "fastpam", mutant[[2L]])
  text <- paste(readLines(header), collapse = "\n")
  spoiled <- sub(mutant[[3L]], mutant[[4L]], text, fixed = TRUE)
  if (identical(spoiled, text)) return(NA)
  writeLines(spoiled, header)
  program <- file.path(folder, "fuzz")
  built <- system2(compiler, c(
    "-std=c++17 -O1 -w -pthread", paste0("-I", copy),
    file.path("tests", "fuzz", sprintf("fuzz_%s.cpp", mutant[[1L]])), "-o", program
  ))
  if (built != 0L) return(NA)
  # A mutant may also run for ever, or out of its memory.
  status <- suppressWarnings(system2(program, c(cases, "1"), stdout = FALSE, stderr = FALSE, timeout = 300))
  status != 0L
}

survived <- 0L
for (mutant in mutants) {
  found <- noticed(mutant)
  if (!isTRUE(found)) survived <- survived + 1L
  cat(sprintf(
    "%-8s %-9s %s: %s\n", if (is.na(found)) "BROKEN" else if (found) "noticed" else "SURVIVED",
    mutant[[1L]], mutant[[2L]], gsub("\n *", " ", mutant[[4L]])
  ))
}
cat(sprintf("%d mutants, %d noticed\n", length(mutants), length(mutants) - survived))
quit(status = if (survived > 0L) 1L else 0L)
