package dev.arclet.picture;

/** Sum, centroid and second moments of a grid's pixels that have data. */
record Moments(double sum, double col, double row, double colCol, double rowRow, double colRow) {
    static Moments of(float[] plane, int size) {
        double sum = 0;
        double cols = 0;
        double rows = 0;
        double colCols = 0;
        double rowRows = 0;
        double colRows = 0;
        for (int row = 0; row < size; row++) {
            for (int col = 0; col < size; col++) {
                float value = plane[row * size + col];
                if (!Float.isNaN(value)) {
                    sum += value;
                    cols += value * (double) col;
                    rows += value * (double) row;
                    colCols += value * (double) col * col;
                    rowRows += value * (double) row * row;
                    colRows += value * (double) col * row;
                }
            }
        }
        double col = cols / sum;
        double row = rows / sum;
        return new Moments(
                sum, col, row, colCols / sum - col * col, rowRows / sum - row * row, colRows / sum - col * row);
    }
}
