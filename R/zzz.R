# What happens when the package is loaded and unloaded.

.onLoad <- function(libname, pkgname) {
  promise_learner(topenv())
  if (isNamespaceLoaded("mlr3cluster")) register_mlr3()
  setHook(packageEvent("mlr3cluster", "onLoad"), register_mlr3, action = "append")
}

.onUnload <- function(libpath) {
  # The hook would keep calling a function of a package that is gone.
  event <- packageEvent("mlr3cluster", "onLoad")
  setHook(event, Filter(function(hook) !identical(hook, register_mlr3), getHook(event)), action = "replace")
  if (isNamespaceLoaded("mlr3") && "clust.fastpam" %in% mlr3::mlr_learners$keys()) {
    mlr3::mlr_learners$remove("clust.fastpam")
  }
}
