export { verdictOf, type Judged, type Reason, type Verdict } from "./verdict.ts";
