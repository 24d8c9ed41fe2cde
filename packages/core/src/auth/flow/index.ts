export { createFlowRecords } from "./flow-records.ts";
export type { FlowParts, SignInEvent } from "./flow-parts.ts";
export { flowRoutes } from "./flow-routes.ts";
export { visitorProof, visitorSessions, type Visitor, type VisitorSessions } from "./visitor-session.ts";
