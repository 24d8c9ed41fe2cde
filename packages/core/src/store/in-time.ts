/** What stands for an answer that did not come in time. */
export const LATE = Symbol("late");

const STEPS = 3;

/**
 * Waits for an answer, for so many milliseconds in which this process was awake: of a pause (busy, or kept from a processor)
 * a third counts at most, for an answer that has been lying in the socket is not late.
 *
 * @returns the answer, or LATE; what comes after that is dropped. Rejects as the work does.
 */
export async function inTime<Answer>(work: Promise<Answer>, patienceMs: number): Promise<Answer | typeof LATE> {
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  const late = new Promise<typeof LATE>((resolve) => {
    const step = (left: number) => {
      if (over) return;
      if (left === 0) return resolve(LATE);
      // A turn after the timer: the sockets are read in between.
      timer = setTimeout(() => setImmediate(step, left - 1), patienceMs / STEPS);
    };
    step(STEPS);
  });
  // Nobody may be listening any more when it fails at last.
  work.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    over = true;
    clearTimeout(timer);
  }
}
