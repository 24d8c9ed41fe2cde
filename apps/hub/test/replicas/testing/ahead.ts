/** How far a clock is put forward, in milliseconds: past the eight hours that GitHub's tokens live. */
export const AHEAD_MS = 9 * 3_600_000;

/** What a replica says when its clock is, before the milliseconds that it is ahead. */
export const FORWARD = "The clock is ahead by ms: ";
