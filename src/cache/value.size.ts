const OBJECT_BYTES = 32;
const SLOT_BYTES = 16;

/** About how many bytes a value of plain data takes in memory. */
export function sizeOfValue(value: unknown): number {
  if (typeof value === 'string') return SLOT_BYTES + Buffer.byteLength(value);
  if (typeof value !== 'object' || value === null) return SLOT_BYTES;
  if (value instanceof Date) return OBJECT_BYTES + SLOT_BYTES;
  let bytes = OBJECT_BYTES;
  for (const part of Object.values(value)) bytes += SLOT_BYTES + sizeOfValue(part);
  return bytes;
}
