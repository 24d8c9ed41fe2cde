import { z } from "zod";
import { shortText } from "./fields.ts";

/** Names of labels or people. Its limits are checked and not published, as with `shortText`. */
export function nameList(most = 100) {
  const item = shortText(255).refine((value) => value.trim() !== "", "is empty");
  return z.array(item).refine(({ length }) => length <= most, `takes ${most} names at most`);
}
