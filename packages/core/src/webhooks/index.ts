export { isRecent } from "./is-recent.ts";
export { isSameSecret } from "./is-same-secret.ts";
export { isSigned } from "./is-signed.ts";
export { openWebhooks, type OpenedWebhooks, type WebhookParts } from "./open-webhooks.ts";
export type { WebhookRoute } from "./webhook-route.ts";
