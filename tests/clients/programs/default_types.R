# Runs where readr is installed: what it reads of each table if no setting is given.
# Arguments: the package's folder, the file to write. A line for each table: its name, its columns, their
# kinds, and its cells, in the form of JSON.
library(readr)

quoted <- function(text) paste0('"', gsub('(["\\\\])', "\\\\\\1", enc2utf8(text)), '"')
listed <- function(parts) paste0("[", paste(parts, collapse = ","), "]")
kind <- function(column) {
  if (is.numeric(column)) "number" else if (inherits(column, "Date")) "date"
  else if (is.logical(column)) "boolean" else "text"
}
cell <- function(value) {
  if (is.na(value)) return("null")
  if (is.numeric(value)) format(value, digits = 17, scientific = FALSE) else quoted(if (is.logical(value)) tolower(value) else as.character(value))
}

arguments <- commandArgs(trailingOnly = TRUE)
out <- file(arguments[2], "w", encoding = "UTF-8")
for (path in list.files(arguments[1], "[.]csv$", recursive = TRUE, full.names = TRUE)) {
  table <- read_csv(path, show_col_types = FALSE)
  columns <- lapply(table, function(column) vapply(seq_along(column), function(at) cell(column[at]), ""))
  rows <- if (nrow(table)) do.call(paste, c(unname(columns), sep = ",")) else character()
  line <- c(quoted(sub("[.]csv$", "", basename(path))), listed(quoted(names(table))),
            listed(quoted(vapply(table, kind, ""))), listed(paste0("[", rows, "]")))
  writeLines(listed(line), out, useBytes = TRUE)
}
close(out)
