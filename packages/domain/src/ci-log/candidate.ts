import type { FailureClass } from "./failure-class.ts";

/** A scored line on its way from the reader to the clusters. A parser may still raise or mute it while it waits. */
export interface Candidate {
  readonly number: number;
  readonly text: string;
  readonly verdict: boolean;
  /** A section begins or ends here: no window crosses it. */
  readonly border: boolean;
  /** The nested section the line is in. */
  readonly section: number;
  score: number;
  /** A parser or a verdict vouches for it. */
  confirmed: boolean;
  class: FailureClass | undefined;
}
