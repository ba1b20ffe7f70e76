// Included once a path, inside of its `#pragma clang attribute`: all the loops, and the table that names
// them. Needs VECTOR_BYTES, INTEGER_ROWS, FLOAT_ROWS, PATH, and the functions `widen` and `add_pairs`.

#include "multiply.h"
#include "attend.h"
#include "products.h"
#include "rows.h"
#include "scan.h"
#include "halves.h"

const struct ck_path PATH = {
    .panel_columns = PANEL_COLUMNS,
    .pack = pack,
    .quantise = quantise,
    .multiply = multiply,
    .attend_floats = attend_floats,
    .attend = attend,
    .products = products,
    .gelu = gelu,
    .normalise = normalise,
    .dequantise = dequantise,
    .pool = pool,
    .dots = dots,
    .cosines = cosines,
    .read = read,
    .widen = widen_row,
    .half_dot = half_dot,
};
