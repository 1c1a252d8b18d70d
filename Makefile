# The commands for developers. Every target works in a fresh clone and installs the R packages it needs into
# the user's library.

help:
	@echo 'make demo      install the package and compare it with cluster::pam on real data (about a minute)'
	@echo 'make test      all tests: the core without R, then the package'
	@echo 'make fresh     make test as on a machine with only R, a compiler, cmake and CRAN (20 minutes)'
	@echo 'make integrations  install other packages that work with fastpam, and test fastpam with them'
	@echo 'make cluster   tables in pieces on a Slurm of four nodes on this machine, and on other engines (3 minutes)'
	@echo 'make sanitize  the tests of the core under the address, undefined-behaviour and thread sanitizers'
	@echo 'make fuzz      random problems compared with the textbook, in the core and in R (CASES=100000)'
	@echo 'make gctorture  the compiled functions with the garbage collector running at each allocation'
	@echo 'make valgrind  examples and fast tests of the package under valgrind'
	@echo 'make faults    kill, cut and fill what a table in pieces needs, at random (FAULTS=200)'
	@echo 'make interrupts  interrupt the package at random times (INTERRUPTS=200)'
	@echo 'make arm64     the tests of the core on arm64, with a cross compiler and an emulator'
	@echo 'make windows   the core compiled for Windows by mingw-w64'
	@echo 'make coverage  lines of the core, of src/ and of R/ that no test reaches'
	@echo 'make lint      check layers, headers, layout, text, statements of CONTRIBUTING.md, and the R code with lintr'
	@echo 'make check     R CMD check --as-cran of the built package'
	@echo 'make docs      help pages, NAMESPACE and the generated bindings'
	@echo 'make readme    README.md from README.Rmd (installs the package first)'
	@echo 'make pictures  every kind of picture at two sizes, on one page: build/pictures/index.html'
	@echo 'make cheatsheet  the package on one page: pkgdown/assets/cheatsheet.html and .pdf'
	@echo 'make site      the website, in build/site, built without a network'
	@echo 'make format    format the code with clang-format and styler'
	@echo 'make bench     run the benchmarks, results in bench/results (BENCH=engine for one of them)'
	@echo 'make install   install the package into the user library'
	@echo 'make clean     remove all built files'

deps:
	@Rscript tools/install-deps.R

docs-deps:
	@Rscript tools/install-deps.R docs

install: deps
	tools/install.sh

demo: install
	Rscript demo/leaves.R

test: deps
	@tools/run-tests.sh

fresh:
	@tools/fresh-machine.sh

integrations: deps
	tools/install.sh build/lib
	Rscript tools/integrations.R build/lib

cluster: deps
	-@Rscript tools/install-deps.R engines
	tools/install.sh build/lib
	@tools/cluster/run.sh build/lib

sanitize:
	tools/run-cpp-tests.sh --sanitize=address
	tools/run-cpp-tests.sh --sanitize=thread

CASES = 100000
fuzz: install
	tools/fuzz-core.sh $(CASES)
	Rscript tools/fuzz.R $$(($(CASES) / 10))

INTERRUPTS = 200
FAULTS = 200
faults: deps
	tools/install.sh build/lib
	Rscript tools/stream-faults.R build/lib $(FAULTS)

interrupts: install
	Rscript tools/interrupts.R $(INTERRUPTS)

gctorture: install
	Rscript tools/gctorture.R

valgrind: deps
	tools/valgrind.sh

arm64:
	CXX=aarch64-linux-gnu-g++ tools/run-cpp-tests.sh --light \
	  --runner='qemu-aarch64 -L /usr/aarch64-linux-gnu'

windows:
	CXX=x86_64-w64-mingw32-g++-posix tools/run-cpp-tests.sh --build-only

coverage: deps
	tools/coverage.sh

bench: install
	Rscript bench/all.R $(BENCH)

lint:
	Rscript tools/check-layers.R
	tools/check-headers.sh
	tools/check-format.sh
	tools/check-text.sh
	Rscript tools/check-names.R
	Rscript tools/check-claims.R
	Rscript tools/lint-r.R

check: docs-deps
	tools/check-package.sh

docs: docs-deps
	Rscript tools/document.R

readme: docs-deps install
	Rscript tools/measured.R vignettes
	Rscript -e 'rmarkdown::render("README.Rmd", quiet = TRUE)'

pictures: docs-deps install
	Rscript tools/pictures.R

cheatsheet: docs-deps install
	Rscript tools/cheatsheet.R

site:
	@tools/site.sh

format:
	tools/check-format.sh --fix
	Rscript tools/lint-r.R --fix

clean:
	rm -rf build fastpam.Rcheck fastpam_*.tar.gz fastpam-demo.png fastpam-demo.pdf
	find src -name '*.o' -delete -o -name '*.so' -delete -o -name '*.dll' -delete

# bench is a folder too.
.PHONY: bench help deps docs-deps install demo test fresh integrations cluster sanitize fuzz faults interrupts gctorture \
  valgrind arm64 windows coverage lint check docs readme pictures cheatsheet site format clean
