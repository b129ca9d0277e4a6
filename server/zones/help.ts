export const zonesHelp = `Usage: fangcun zones --units FILE --weight FIELD (--min N --max N | --count K --tolerance PERCENT) [flags] --out plan.geojson|csv

Divides units into connected zones within hard bounds, equal in households and with short borders; with today's zones
(--keep) it changes them instead, moving the fewest households, and prints the curve of balance against households moved.
Plain files alone, no database; the same code as the map.

Files:
  --units FILE             polygons or points of GeoJSON, or a CSV (gzip too): pieces that are never cut
  --weight FIELD           their households, or whatever is to be balanced: numbers of 0 or more
  --id FIELD               what names them; left out: id, code, fips ..., else row numbers
  --adjacency FILE         pairs that touch: from,to[,metres][,blocked]; left out: polygons that share a border
  --barriers FILE          GeoJSON lines (or outlines) that zones do not reach across: a shared border is closed where one runs
                           along most of it within --barrier-metres (15); between points, where one lies on the straight way
  --border-metres N        how far apart two drawings of one border may lie (1)
  --crs-metres EPSG        plane to measure in, or the one that coordinates are in already; "local": metres as they are
Sizes:
  --min N --max N          households of a zone
  --count K --tolerance P  K zones, each within P percent of the mean (5)
Today's zones:
  --keep FILE|FIELD        id,zone, or a field of the units; a unit without a zone (a new estate) may join any
  --fix ZONE               the smallest change that mends this zone; the others stay as they are as far as can be
  --pick N|balance         which plan of the curve is written: its number, 1 for the fewest households moved (1)
Search:
  --seed S                 the same seed and steps give the same plan (1)
  --seconds T              the most time it may take (10). Time alone does not repeat: a faster or idle machine goes further.
                           The answer says which --steps to give instead
  --steps N                ends it after so many steps instead: with the same seed the same plan on any machine
  --out FILE               .geojson (the units with their zone) or .csv (id,zone,...), .gz too
  --quiet                  nothing but the file

Examples:
  fangcun zones --units estates.geojson --weight households --barriers main_roads.geojson --min 250 --max 500 --out plan.geojson
  fangcun zones --units counties.geojson --weight pop --id fips --count 4 --tolerance 0.1 --seed 7 --seconds 20 --out plan.csv
  fangcun zones --units estates.csv --weight households --adjacency pairs.csv --min 250 --max 500 --keep current.csv --out plan.csv
  fangcun zones --units estates.geojson --weight households --min 250 --max 500 --keep zone --fix 7 --out plan.geojson`
