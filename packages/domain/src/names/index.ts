export { changedSet, type SetChange } from "./changed-set.ts";
export { namesWithout } from "./names-without.ts";
