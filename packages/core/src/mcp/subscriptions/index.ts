export { createSubscriptions, type SubscriptionParts } from "./create-subscriptions.ts";
export { createPolls, type Polls, type PollsOptions } from "./polls.ts";
export { createSessionSubscriptions, forgetSubscriptions, type SessionSubscriptions } from "./session-subscriptions.ts";
export type { Changes, Subscription, Subscriptions } from "./subscriptions.ts";
