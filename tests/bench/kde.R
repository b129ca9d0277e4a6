# The peer of kde.ts: density.ppp of spatstat on points, window and pixels that were given as files. One line in is one run; its own computing
# time in seconds goes out. Usage: Rscript kde.R FOLDER SIGMA CELL COLUMNS ROWS
suppressMessages(library(spatstat.explore))
arguments <- commandArgs(TRUE)
folder <- arguments[1]; sigma <- as.numeric(arguments[2]); cell <- as.numeric(arguments[3]); columns <- as.integer(arguments[4]); rows <- as.integer(arguments[5])
numbers <- function(name) { path <- file.path(folder, name); readBin(path, "double", file.size(path) / 8) }
mask <- matrix(numbers("mask") > 0, nrow = rows, byrow = TRUE)
window <- owin(mask = mask, xrange = c(0, columns * cell), yrange = c(0, rows * cell))
points <- ppp(numbers("x"), numbers("y"), window = window, check = FALSE)
input <- file("stdin", "r")
cat("ready", as.character(packageVersion("spatstat.explore")), "\n")
while (length(readLines(input, 1)) > 0) {
  seconds <- system.time(z <- density.ppp(points, sigma = sigma, kernel = "quartic", edge = TRUE, dimyx = c(rows, columns)))[["elapsed"]]
  writeBin(as.vector(t(z$v)), file.path(folder, "density"))
  cat("seconds", seconds, "\n")
}
