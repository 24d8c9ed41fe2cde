import { listUpTo, shortText } from "@fairlead/core";
import { z } from "zod";

export { listUpTo, nameList } from "@fairlead/core";

/** Lists whose limits are checked and not published, as with `shortText`. */

/** Numbers of issues. */
export function numberList(most: number) {
  return listUpTo(
    most,
    z.int().refine((value) => value > 0, "is no number of an issue"),
  );
}

/** Repositories as `owner/name`. */
export function repositoryList(most: number) {
  return listUpTo(
    most,
    shortText(201).refine((value) => /^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(value), "is no owner/name"),
  );
}
