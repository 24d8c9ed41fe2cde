import { z } from "zod";
import { shortText } from "./fields.ts";

/** Lists whose limits are checked and not published, as with `shortText`. */

/** Names of labels or people. */
export function nameList(most = 100) {
  return listUpTo(
    most,
    shortText(255).refine((value) => value.trim() !== "", "is empty"),
  );
}

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

export function listUpTo<Item extends z.ZodType>(most: number, item: Item) {
  return z.array(item).refine(({ length }) => length <= most, `takes ${most} at most`);
}
