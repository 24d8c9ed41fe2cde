/** What follows the first write, for a preview; no field where nothing does. */
export function followedBy(steps: readonly string[]): { then?: readonly string[] } {
  // oxlint-disable-next-line unicorn/no-thenable -- the preview's own word for what follows
  return steps.length > 0 ? { then: steps } : {};
}
