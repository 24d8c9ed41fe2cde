import type { FailureClass } from "./failure-class.ts";

/**
 * A scored line on its way from the reader to the clusters. A parser may still raise or mute it while it waits. The object is used again for a
 * later line once it has left: whoever wants to keep something of it copies that.
 */
export interface Candidate {
  number: number;
  text: string;
  /** The runner's last word. */
  verdict: boolean;
  /** A section begins or ends here: no window crosses it. */
  border: boolean;
  /** The nested section the line is in. */
  section: number;
  score: number;
  /** A parser or a verdict vouches for it. */
  confirmed: boolean;
  class: FailureClass | undefined;
}
