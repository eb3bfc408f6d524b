const units = ['KiB', 'MiB', 'GiB'] as const;

/** "0 bytes", "1.2 KiB", "25 MiB". */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  let value = bytes;
  let unit: string = '';
  for (const next of units) {
    if (value < 1024) break;
    value /= 1024;
    unit = next;
  }
  // Never rounded down to a limit that the file is over.
  const text = value < 100 ? (Math.ceil(value * 10) / 10).toString() : Math.ceil(value).toString();
  return `${text} ${unit}`;
}
