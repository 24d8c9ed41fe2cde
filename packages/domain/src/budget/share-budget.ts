/**
 * Shares a budget out equally; what small needs leave over goes to the larger ones.
 *
 * @returns A share for each need, never above it.
 */
export function shareBudget(needs: readonly number[], budget: number): number[] {
  const shares = needs.map(() => 0);
  let left = budget;
  const smallestFirst = [...needs.keys()].toSorted((a, b) => (needs[a] ?? 0) - (needs[b] ?? 0));
  for (const [served, index] of smallestFirst.entries()) {
    const equal = Math.max(0, Math.floor(left / (needs.length - served)));
    const share = Math.min(needs[index] ?? 0, equal);
    shares[index] = share;
    left -= share;
  }
  return shares;
}
