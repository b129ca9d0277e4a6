# The peer of tests/bench/lisa.ts: R spdep on one thread, asked line by line. Weights are made beforehand and cost it nothing; each answer is its own time in seconds.
suppressMessages(library(spdep))
folder <- commandArgs(TRUE)[1]
numbers <- function(name) as.numeric(readLines(file.path(folder, name)))
weights <- function(lists) structure(list(style = "B", neighbours = lists, weights = lapply(lists, function(one) rep(1, length(one)))), class = c("listw", "nb"))
listsOf <- function(columns, rows) { # queen of a grid, row by row, each cell among its own neighbours
  cell <- matrix(seq_len(columns * rows), nrow = rows, byrow = TRUE)
  padded <- rbind(NA, cbind(NA, cell, NA), NA)
  around <- sapply(0:8, function(k) as.vector(t(padded[seq_len(rows) + k %/% 3, seq_len(columns) + k %% 3])))
  lists <- lapply(seq_len(nrow(around)), function(i) { one <- around[i, ]; as.integer(one[!is.na(one)]) })
  structure(lists, class = "nb", region.id = as.character(seq_along(lists)), self.included = TRUE)
}
size <- numbers("size.txt")
grid <- weights(listsOf(size[1], size[2]))
gridValues <- numbers("grid.txt")
areaLists <- lapply(strsplit(readLines(file.path(folder, "neighbours.txt")), " "), as.integer)
# Without the area itself: localG_perm of this version draws one more value in place of the area's own, where Gi* must keep it; Gi has the same p as a Gi* that does.
areas <- weights(structure(areaLists, class = "nb", region.id = as.character(seq_along(areaLists))))
areaValues <- numbers("areas.txt")
seconds <- function(what) unname(system.time(what)[3])
cat("ready\n")
input <- file("stdin"); open(input)
while (length(line <- readLines(input, n = 1)) > 0) {
  if (line == "grid") cat(seconds(localG(gridValues, grid)), "\n")
  else if (line == "areas") cat(seconds(localG_perm(areaValues, areas, nsim = 999)), "\n")
  else if (line == "save") {
    writeLines(format(as.numeric(localG(gridValues, grid)), digits = 17), file.path(folder, "grid.z"))
    folded <- attr(localG_perm(areaValues, areas, nsim = 999), "internals")[, "Pr(folded) Sim"]
    writeLines(format(folded, digits = 17), file.path(folder, "areas.p"))
    cat(0, "\n")
  } else break
}
