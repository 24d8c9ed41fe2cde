export { readApprovals, readReadiness, type ReadReadiness } from "./read-readiness.ts";
