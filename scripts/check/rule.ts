import type { Place } from "./place.ts";

/** One import, as the rules see it. */
export interface ImportUse {
  readonly file: string;
  readonly place: Place;
  readonly specifier: string;
  readonly typeOnly: boolean;
  /** The file that a relative specifier means, from the root; undefined for a package. */
  readonly target: string | undefined;
}

/** Says what is wrong with an import and what to do; undefined when nothing is. */
export type Rule = (use: ImportUse) => string | undefined;
