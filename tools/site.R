# Builds the website into build/site from the installed package and the work tree. Called by
# tools/site.sh, from the project's root.

options(pkgdown.internet = FALSE)
# The version of what is installed and of the tree are the same; the tree is not compiled again.
pkgdown::build_site(
  preview = FALSE, install = FALSE, devel = FALSE, new_process = FALSE,
  override = list(destination = file.path("build", "site"))
)
