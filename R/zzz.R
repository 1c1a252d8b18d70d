# What happens when the package is loaded and unloaded.

.onLoad <- function(libname, pkgname) {
  promise_learner(topenv())
  for (package in names(registrations())) {
    if (isNamespaceLoaded(package)) registrations()[[package]]()
    setHook(packageEvent(package, "onLoad"), registrations()[[package]], action = "append")
  }
}

# Runs a function when another package and this one are both loaded.
registrations <- function() list(mlr3cluster = register_mlr3, tidyclust = register_tidyclust)

.onUnload <- function(libpath) {
  # Otherwise the hook would call a function of a package that is no longer loaded.
  for (package in names(registrations())) {
    event <- packageEvent(package, "onLoad")
    others <- Filter(function(hook) !identical(hook, registrations()[[package]]), getHook(event))
    setHook(event, others, action = "replace")
  }
  if (isNamespaceLoaded("mlr3") && "clust.fastpam" %in% mlr3::mlr_learners$keys()) {
    mlr3::mlr_learners$remove("clust.fastpam")
  }
}
