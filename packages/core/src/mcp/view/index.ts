export { parseView, type Vocabulary } from "./parse-view.ts";
export { ViewError, type View } from "./view.ts";
