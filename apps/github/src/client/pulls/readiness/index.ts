export { readReadiness, type MergeMethod, type ReadReadiness } from "./read-readiness.ts";
