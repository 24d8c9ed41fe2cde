/** Divides room among parts: equal shares, with what the small leave over given to the large. */
export function shareOut(sizes: readonly number[], room: number): number[] {
  const smallFirst = sizes.map((size, index) => ({ size, index })).toSorted((a, b) => a.size - b.size);
  const shares = sizes.map(() => 0);
  let left = room;
  for (const [served, { size, index }] of smallFirst.entries()) {
    const share = Math.min(size, Math.max(0, Math.floor(left / (smallFirst.length - served))));
    shares[index] = share;
    left -= share;
  }
  return shares;
}
