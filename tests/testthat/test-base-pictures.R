# plot() in devices of two sizes: texts that lie on no other text, and inside the device.

sizes <- list(c(7, 5), c(3.5, 3))

in_device <- function(inches, code) {
  grDevices::pdf(NULL, inches[1], inches[2])
  on.exit(grDevices::dev.off())
  force(code)
}

# What a function of the package returns when it is called inside `code`, and the graphics parameters it saw.
# NULL if it is not called.
seen_from <- function(name, code) {
  namespace <- asNamespace("fastpam")
  original <- get(name, namespace)
  seen <- NULL
  utils::assignInNamespace(name, function(...) {
    value <- original(...)
    seen <<- list(value = value, par = graphics::par(no.readonly = FALSE))
    seen$edge <<- graphics::grconvertX(1, "nfc", "user")
    invisible(value)
  }, namespace)
  on.exit(utils::assignInNamespace(name, original, namespace))
  force(code)
  seen
}

# Pairs of boxes that lie on each other.
lying_on_others <- function(box) {
  hit <- abs(outer(box$x, box$x, "-")) < outer(box$width, box$width, "+") / 2 &
    abs(outer(box$y, box$y, "-")) < outer(box$height, box$height, "+") / 2
  sum(hit[upper.tri(hit)])
}

clusters_of <- function(fit) nrow(fit$clusinfo)

# Seven heaps.
drawn <- function(n, k) {
  set.seed(n + k)
  x <- matrix(stats::rnorm(3 * n), n) + 6 * (seq_len(n) %% 7)
  if (n > 3000) fastclara(x, k, samples = 2) else fastpam(x, k)
}
fits <- Map(drawn, c(50, 50, 2000, 2000, 2000, 2000, 1e5, 1e5, 1e5), c(3, 30, 3, 30, 60, 200, 3, 30, 200))

test_that("numbers of clusters lie on no other number, inside the map", {
  for (fit in fits[vapply(fits, function(fit) clusters_of(fit) <= 60, NA)]) {
    for (inches in sizes) {
      seen <- in_device(inches, seen_from("draw_medoid_numbers", plot(fit, which.plots = 1)))
      box <- seen$value
      pin <- seen$par$pin
      expect_identical(box$label, as.character(seq_len(clusters_of(fit))))
      expect_identical(lying_on_others(box), 0L)
      expect_true(all(box$x >= box$width / 2 & box$x <= pin[1] - box$width / 2))
      expect_true(all(box$y >= box$height / 2 & box$y <= pin[2] - box$height / 2))
      # They leave the objects to be seen.
      expect_lt(sum(box$width * box$height) / prod(pin), 0.25)
      # The picture has most of the device.
      expect_gt(prod(pin) / prod(inches), 0.45)
    }
  }
})

test_that("of more clusters than can have numbers, medoids are dots as large as their clusters", {
  fit <- fits[[6]]
  in_device(sizes[[2]], {
    expect_null(seen_from("draw_medoid_numbers", plot(fit, which.plots = 1)))
    cex <- seen_from("draw_medoid_dots", plot(fit, which.plots = 1))$value
  })
  size <- tabulate(fit$clustering, 200)
  expect_length(cex, 200)
  expect_identical(which.max(cex), which.max(size))
  expect_true(all(diff(cex[order(size)]) >= 0))
})

test_that("labels of silhouettes have room above each other and at the right", {
  for (fit in fits) {
    for (inches in sizes) {
      in_device(inches, {
        inside <- seen_from("title_that_fits", seen <- seen_from("draw_widths", plot(fit, which.plots = 2)))
        label <- seen$value
        # As it was when they were drawn.
        graphics::par(mar = inside$par$mar)
        graphics::par(usr = inside$par$usr)
        high <- graphics::strheight(label$label, cex = label$cex)
        right <- label$x + graphics::strwidth(label$label, cex = label$cex)
      })
      # From above, at least a third of a line between two.
      expect_true(all(-diff(label$y) >= 1.3 * high[-1]))
      expect_true(all(right <= inside$edge))
      expect_gte(nrow(label), min(3, clusters_of(fit)))
      # Few clusters all have one.
      if (clusters_of(fit) == 3) expect_identical(substr(label$label, 1, 2), c("1:", "2:", "3:"))
    }
  }
})

test_that("labels_with_room() leaves out what would lie on the last one", {
  expect_identical(labels_with_room(c(10, 9.5, 8, 7.2, 7), rep(TRUE, 5), 1), c(1L, 3L, 5L))
  expect_identical(labels_with_room(c(10, 8, 6), c(FALSE, TRUE, TRUE), 1), 2:3)
  expect_identical(labels_with_room(numeric(), logical(), 1), integer())
})

test_that("titles fit the device: small letters first, then three dots", {
  long <- sprintf("Silhouette plot of fastclara(x = a_table%s, k = 30, samples = 3)", strrep("_of_words", 12))
  width <- function(title) graphics::strwidth(title$main, "inches", cex = title$cex, font = 2)
  for (inches in sizes) {
    in_device(inches, {
      for (main in c("clusplot(fit)", long)) {
        graphics::plot.new()
        title <- title_that_fits(main)
        expect_lte(width(title), title$room)
        expect_gte(title$cex, 0.6)
      }
    })
    expect_match(title$main, "[.]{3}$")
  }
  in_device(sizes[[1]], {
    graphics::plot.new()
    expect_identical(title_that_fits("clusplot(fit)")$main, "clusplot(fit)")
    expect_identical(title_that_fits("clusplot(fit)")$cex, 1.2)
  })
})

test_that("margins that the caller has set stay, and parameters are what they were afterwards", {
  fit <- fits[[1]]
  in_device(sizes[[1]], {
    before <- graphics::par(c("mar", "mgp", "tcl", "cex.axis", "cex.lab"))
    ours <- seen_from("draw_medoid_numbers", plot(fit))$par
    expect_identical(graphics::par(names(before)), before)
    expect_true(all(ours$mar < before$mar))
    graphics::par(mar = c(6, 5, 4, 3))
    seen <- seen_from("draw_medoid_numbers", plot(fit))$par
    expect_identical(seen$mar, c(6, 5, 4, 3))
    expect_identical(graphics::par("mar"), c(6, 5, 4, 3))
  })
})

test_that("lines below a map fit the device", {
  text <- "2,196 of 100,000 objects. These two components explain 69.2 % of the point variability."
  for (inches in sizes) {
    in_device(inches, {
      graphics::plot.new()
      lines <- note_lines(text)
      expect_identical(paste(lines, collapse = " "), text)
      room <- graphics::par("fin")[1] - graphics::par("mai")[2]
      expect_true(all(graphics::strwidth(lines, "inches", cex = note_size) < room))
    })
  }
})
