// Reads NumPy's .npy format, version 1: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html

const PREFIX_BYTES = 10;
const LENGTH_AT = 8;

/** Returns the values and the shape `[rows, columns]` of a float32 matrix. */
export function readMatrix(buffer) {
  const length = new DataView(buffer).getUint16(LENGTH_AT, true);
  const header = new TextDecoder().decode(new Uint8Array(buffer, PREFIX_BYTES, length));
  const [, rows, columns] = /'descr': '<f4'.*'shape': \((\d+), (\d+)\)/.exec(header);
  return { rows: Number(rows), columns: Number(columns), values: new Float32Array(buffer, PREFIX_BYTES + length) };
}
