# Expected numbers of provinceChange.test.ts, computed apart from our own code: R 4.2, nlme 3.1.
#
# Ours absorbs offices, branches and waves one after another. Here everything follows from the dense covariance matrix of
# all scores: the restricted likelihood, the line, levels, predictions. That the matrix is that of the model is checked
# against nlme's lme() (known sampling variances as varFixed with sigma 1, waves as a factor of one group that holds
# everyone), by maximum likelihood, because with a fixed sigma its restricted one is another (messages on stderr).
#
# Rscript change.R > change.json
suppressMessages(library(nlme))

province <- function(seed, years, branches, offices, sd, missing = 0, per_office = 12) {
  set.seed(seed)
  x <- (years - mean(years)) / sd(years)
  branch <- rep(seq_len(branches), length.out = offices)
  b <- matrix(rnorm(2 * branches), ncol = 2) %*% diag(c(sd["branchLevel"], sd["branchSlope"]))
  o <- matrix(rnorm(2 * offices), ncol = 2) %*% diag(c(sd["officeLevel"], sd["officeSlope"]))
  s <- rnorm(length(years), sd = sd["wave"])
  d <- expand.grid(wave = seq_along(years), office = seq_len(offices))
  d$branch <- branch[d$office]
  d$x <- x[d$wave]
  n <- pmax(10, rpois(offices, per_office))[d$office]
  d$variance <- 400 / n
  d$mean <- 55 + sd["line"] * d$x + s[d$wave] + b[d$branch, 1] + b[d$branch, 2] * d$x + o[d$office, 1] +
    o[d$office, 2] * d$x + rnorm(nrow(d), sd = sqrt(sd["officeWave"]^2 + d$variance))
  d$mean <- round(d$mean, 4)
  d$variance <- round(d$variance, 4)
  d <- d[runif(nrow(d)) >= missing, ]
  few <- names(which(table(d$office) < 3))
  d[!(d$office %in% few), ]
}

dense <- function(d, x, s) {
  z <- function(group, by) outer(group, sort(unique(group)), "==") * by
  v <- diag(d$variance + s["officeWave"]^2)
  add <- function(v, m, sd) v + sd^2 * tcrossprod(m)
  v <- add(v, z(d$office, 1), s["officeLevel"]); v <- add(v, z(d$office, d$x), s["officeSlope"])
  v <- add(v, z(d$branch, 1), s["branchLevel"]); v <- add(v, z(d$branch, d$x), s["branchSlope"])
  list(nowave = v, full = add(v, z(d$wave, 1), s["wave"]))
}

deviance <- function(d, x, s) {
  v <- dense(d, x, s)$full
  X <- cbind(1, d$x)
  r <- chol(v); yw <- backsolve(r, d$mean, transpose = TRUE); xw <- backsolve(r, X, transpose = TRUE)
  q <- qr(xw)
  2 * sum(log(diag(r))) + 2 * sum(log(abs(diag(qr.R(q))))) + sum(qr.resid(q, yw)^2)
}

names6 <- c("wave", "branchLevel", "branchSlope", "officeLevel", "officeSlope", "officeWave")
by_likelihood <- function(d, x) {
  f <- function(p) deviance(d, x, setNames(abs(p), names6))
  best <- NULL
  for (start in c(0.5, 2, 5)) {
    o <- optim(rep(start, 6), f, method = "BFGS", control = list(maxit = 500, reltol = 1e-15, ndeps = rep(1e-4, 6)))
    if (is.null(best) || o$value < best$value) best <- o
  }
  setNames(abs(best$par), names6)
}

ml_deviance <- function(d, x, s) {
  r <- chol(dense(d, x, s)$full)
  fit <- qr(backsolve(r, cbind(1, d$x), transpose = TRUE))
  2 * sum(log(diag(r))) + sum(qr.resid(fit, backsolve(r, d$mean, transpose = TRUE))^2) + nrow(d) * log(2 * pi)
}

check_by_lme <- function(name, d, x) {
  d$one <- 1; d$row <- seq_len(nrow(d)); d$w <- factor(d$wave)
  m <- lme(mean ~ x, data = d, method = "ML", weights = varFixed(~ variance),
    random = list(one = pdIdent(~ w - 1), branch = pdDiag(~ x), office = pdDiag(~ x), row = pdIdent(~ 1)),
    control = lmeControl(sigma = 1, maxIter = 500, msMaxIter = 2000, tolerance = 1e-12, msTol = 1e-14, returnObject = TRUE))
  g <- function(level) sqrt(diag(as.matrix(m$modelStruct$reStruct[[level]])))
  s <- setNames(c(g("one")[[1]], g("branch"), g("office"), g("row")), names6)
  message(name, ": log-likelihoods of lme and of the matrix differ by ", signif(as.numeric(logLik(m)) + ml_deviance(d, x, s) / 2, 3))
}

solved <- function(name, d, years) {
  x <- (years - mean(years)) / sd(years)
  s <- by_likelihood(d, x)
  s[s < 1e-3] <- 0
  check_by_lme(name, d, x)
  v <- dense(d, x, s)
  X <- cbind(1, d$x); vi <- solve(v$full)
  cov <- solve(t(X) %*% vi %*% X); line <- drop(cov %*% t(X) %*% vi %*% d$mean)
  length <- diff(range(x)); df <- length(years) - 2; crit <- qt(.975, df)
  E <- outer(d$wave, seq_along(years), "==") * 1
  ni <- solve(v$nowave); lc <- solve(t(E) %*% ni %*% E); A <- lc %*% t(E) %*% ni; levels <- drop(A %*% d$mean)
  offices <- sort(unique(d$office))
  r <- d$mean - X %*% line
  rows <- lapply(offices, function(j) {
    at <- which(d$office == j)
    e <- d$variance[at] + s["officeWave"]^2
    w <- 1 / e; xc <- d$x[at] - sum(w * d$x[at]) / sum(w); a <- w * xc / sum(w * xc^2)
    c <- numeric(length(years)); c[d$wave[at]] <- a
    # Own slope less that of the common level, as weights of all scores; only their errors count, not what offices differ by.
    k <- -drop(t(A) %*% c); k[at] <- k[at] + a
    variance <- sum(k^2 * (d$variance + s["officeWave"]^2))
    est <- (sum(a * d$mean[at]) - sum(c * levels)) * length
    se <- sqrt(variance) * length
    # Best linear prediction of b_g + b_j from all scores.
    k <- s["officeSlope"]^2 * (d$office == j) * d$x + s["branchSlope"]^2 * (d$branch == d$branch[at[1]]) * d$x
    list(difference = est, se = se, p = 2 * pnorm(-abs(est / se)),
      expected = (line[2] + drop(k %*% vi %*% r)) * length)
  })
  p <- sapply(rows, `[[`, "p")
  future <- max(years) + c(1, 4); fx <- (future - mean(years)) / sd(years)
  fv <- cov[1, 1] + 2 * fx * cov[1, 2] + fx^2 * cov[2, 2] + s["wave"]^2; fm <- line[1] + line[2] * fx
  b2 <- max(0, line[2]^2 - cov[2, 2]) + s["wave"]^2; g2 <- s["branchSlope"]^2
  o2 <- s["officeSlope"]^2 + s["officeWave"]^2
  list(name = name, years = years,
    offices = lapply(offices, function(j) list(branch = as.character(d$branch[d$office == j][1]),
      scores = lapply(seq_along(years), function(w) { at <- which(d$office == j & d$wave == w)
        if (length(at)) list(mean = d$mean[at], variance = d$variance[at]) else NULL }))),
    spread = as.list(s),
    difference = line[2] * length, se = sqrt(cov[2, 2]) * length,
    p = 2 * pt(-abs(line[2] / sqrt(cov[2, 2])), df),
    parts = if (b2 + g2 + o2 > 0) list(common = b2 / (b2 + g2 + o2), branches = g2 / (b2 + g2 + o2), offices = o2 / (b2 + g2 + o2)),
    levels = levels, levelErrors = sqrt(diag(lc)),
    own = sapply(rows, `[[`, "difference"), ownErrors = sapply(rows, `[[`, "se"),
    ownAdjusted = p.adjust(p, "BH"), expected = sapply(rows, `[[`, "expected"),
    ahead = list(time = future, mean = fm, low = fm - crit * sqrt(fv), high = fm + crit * sqrt(fv)))
}

sd1 <- c(line = 2, wave = 1.5, branchLevel = 3, branchSlope = 1.2, officeLevel = 4, officeSlope = 2, officeWave = 1.5)
sd0 <- c(line = 0, wave = 0, branchLevel = 2, branchSlope = 0, officeLevel = 3, officeSlope = 0, officeWave = 0)
y5 <- 2016:2020
y8 <- c(2010, 2011, 2013, 2014, 2016, 2017, 2018, 2020)
cases <- list(
  list("five years, everything moves", 1, y5, 12, 48, sd1, 0),
  list("eight waves at uneven times, scores missing", 2, y8, 10, 40, sd1, .2),
  list("only levels differ", 3, y5, 8, 24, sd0, 0),
  list("twelve offices", 4, y8, 3, 12, sd1, .1))
out <- lapply(cases, function(k) solved(k[[1]], province(k[[2]], k[[3]], k[[4]], k[[5]], k[[6]], k[[7]]), k[[3]]))

json <- function(v) {
  if (is.null(v)) return("null")
  if (is.list(v)) {
    inner <- sapply(v, json)
    if (!is.null(names(v))) return(paste0("{", paste0('"', names(v), '":', inner, collapse = ","), "}"))
    return(paste0("[", paste(inner, collapse = ","), "]"))
  }
  if (is.character(v)) return(paste0('"', v, '"'))
  if (length(v) > 1) return(paste0("[", paste(sapply(unname(v), json), collapse = ","), "]"))
  formatC(unname(v), digits = 10, format = "g")
}
cat("[", paste(sapply(out, json), collapse = ",\n"), "]\n", sep = "")
