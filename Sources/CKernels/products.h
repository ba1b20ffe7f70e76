// Every one of some rows with every one of many: the blocks are those of attention.

// The order in which a product is summed is that of the numbers, wherever its rows lie: a . b is b . a.
static void products(
    const float *rows, size_t count, size_t width, const float *panels, size_t columns, float *result) {
    size_t padded = whole_panels(columns);
    for (size_t row = 0, some; row < count; row += some) {
        some = block_rows(count - row, FLOAT_ROWS);
        for (size_t column = 0; column < padded; column += PANEL_COLUMNS)
            float_rows(
                some, rows + row * width, width, panels + column * width, width,
                result + row * padded + column, padded);
    }
}
