# Expected numbers of invariance.test.ts, computed apart from our own code: R 4.2.2, lavaan 0.6-14.
#
# Rscript invariance.R > invariance.json
#
# Invented answers of 1 to 5 points; what is kept of them is what a tally keeps: n, means and covariances (n - 1) of each group. lavaan
# fits from the answers themselves. Groups are named so that they sort as they are listed.
suppressMessages(library(lavaan))

answers <- function(n, loadings, cuts, alpha = 0, phi = 1, shift = 0) {
  k <- length(loadings)
  f <- rnorm(n, alpha, sqrt(phi))
  x <- sapply(seq_len(k), function(i) loadings[i] * f + rnorm(n, 0, sqrt(1 - min(.9, loadings[i]^2))) + rep(shift, length.out = k)[i])
  matrix(as.numeric(cut(x, c(-Inf, cuts, Inf))), n)
}

json <- function(x) {
  if (is.list(x)) {
    if (is.null(names(x))) paste0("[", paste(sapply(x, json), collapse = ", "), "]")
    else paste0("{", paste(sprintf('"%s": %s', names(x), sapply(x, json)), collapse = ", "), "}")
  } else if (is.matrix(x)) json(lapply(seq_len(nrow(x)), function(i) x[i, ]))
  else if (length(x) != 1) paste0("[", paste(sapply(x, json), collapse = ", "), "]")
  else if (is.na(x)) "null" else format(x, digits = 15, scientific = FALSE)
}

indices <- function(fit) {
  m <- fitMeasures(fit, c("chisq", "df", "cfi", "rmsea", "srmr"))
  list(chi2 = m[[1]], df = m[[2]], cfi = m[[3]], rmsea = m[[4]], srmr = m[[5]])
}

# The score test of releasing all equalities of one parameter, in all groups at once.
score <- function(fit, op, k) {
  pt <- parTable(fit)
  sapply(seq_len(k), function(i) {
    mine <- if (op == "=~") pt$op == "=~" & pt$rhs == paste0("x", i) else pt$op == "~1" & pt$lhs == paste0("x", i)
    labels <- pt$plabel[mine]
    eq <- pt[pt$op == "==", ]
    which_eq <- which(eq$lhs %in% labels | eq$rhs %in% labels)
    lavTestScore(fit, release = which_eq)$test$X2
  })
}

model <- function(k) paste("f =~", paste0("x", seq_len(k), collapse = " + "))

case <- function(name, groups, partial = NULL) {
  k <- ncol(groups[[1]])
  data <- as.data.frame(do.call(rbind, groups))
  names(data) <- paste0("x", seq_len(k))
  data$g <- rep(sprintf("g%d", seq_along(groups)), sapply(groups, nrow))
  fit <- function(...) cfa(model(k), data, group = "g", meanstructure = TRUE, std.lv = TRUE, ...)
  configural <- fit()
  metric <- fit(group.equal = "loadings")
  scalar <- fit(group.equal = c("loadings", "intercepts"))
  out <- list(
    configural = indices(configural), metric = indices(metric), scalar = indices(scalar),
    metricScores = score(metric, "=~", k), scalarScores = score(scalar, "~1", k)
  )
  if (!is.null(partial)) out$partial <- indices(fit(group.equal = c("loadings", "intercepts"), group.partial = partial))
  single <- lapply(groups, function(x) {
    d <- as.data.frame(x); names(d) <- paste0("x", seq_len(k))
    indices(cfa(model(k), d, std.lv = TRUE))
  })
  moments <- lapply(groups, function(x) list(n = nrow(x), means = colMeans(x), covariance = unname(cov(x))))
  c(list(name = sprintf("@%s@", name), groups = moments, single = single), out)
}

set.seed(1405)
even <- c(-1.5, -.5, .5, 1.5)
cases <- list(
  case("alike", list(answers(400, c(.7, .6, .8, .65, .7), even), answers(350, c(.7, .6, .8, .65, .7), even, alpha = .4, phi = 1.3))),
  case("one item shifted", list(
    answers(500, c(.7, .6, .8, .65, .7), even), answers(420, c(.7, .6, .8, .65, .7), even, alpha = -.2, shift = c(0, 0, .7, 0, 0))
  ), partial = "x3 ~ 1"),
  case("one loading", list(
    answers(600, c(.8, .8, .8, .75), even), answers(500, c(.8, .8, .1, .75), even), answers(300, c(.8, .8, .8, .75), even, phi = .7)
  ), partial = c("f =~ x3", "x3 ~ 1")),
  case("many shifted", list(
    answers(450, c(.7, .7, .7, .7), even), answers(450, c(.7, .7, .7, .7), even, shift = c(.8, 0, -.8, .3))
  )),
  case("three items", list(
    answers(150, c(.7, .6, .8), even), answers(180, c(.7, .6, .8), even, alpha = .3), answers(120, c(.6, .7, .7), even, alpha = .1)
  )),
  case("seven items, four groups", list(
    answers(210, c(.7, .6, .8, .65, .7, .5, .6), even), answers(180, c(.7, .6, .8, .65, .7, .5, .6), even, alpha = .2),
    answers(390, c(.7, .6, .8, .65, .7, .5, .6), even, alpha = -.3, shift = c(0, 0, 0, 0, 0, .6, 0)),
    answers(101, c(.7, .6, .8, .65, .7, .5, .6), even, phi = 1.5)
  )),
  case("two factors", lapply(c(300, 340), function(n) {
    f <- rnorm(n); h <- .3 * f + rnorm(n, 0, sqrt(1 - .3^2))
    sapply(1:6, function(i) as.numeric(cut(.75 * (if (i < 4) f else h) + rnorm(n, 0, .66), c(-Inf, even, Inf))))
  }))
)
cat(gsub("@", '"', json(cases)), "\n")
