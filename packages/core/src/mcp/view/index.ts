export { parseView, type Vocabulary } from "./parse-view.ts";
export { resourceViews } from "./resource-views.ts";
export { ViewError, type View } from "./view.ts";
