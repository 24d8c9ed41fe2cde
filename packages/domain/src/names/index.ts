export { changedSet, type SetChange } from "./changed-set.ts";
