import type { Migration } from "./migration.ts";

/** Deliveries that vendors have sent, each once. What one is about is gone as soon as it is done; its id stays a day. */
export const webhookInbox: Migration = {
  number: 4,
  name: "webhook-inbox",
  sqlite: `
    CREATE TABLE webhook_delivery (
      connector TEXT NOT NULL,
      id TEXT NOT NULL,
      content TEXT,
      received_at_ms INTEGER NOT NULL,
      expires_at_ms INTEGER NOT NULL,
      PRIMARY KEY (connector, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX webhook_delivery_open ON webhook_delivery (connector, received_at_ms) WHERE content IS NOT NULL;
    CREATE INDEX webhook_delivery_expiry ON webhook_delivery (expires_at_ms);
  `,
  postgres: `
    CREATE TABLE webhook_delivery (
      connector text COLLATE "C" NOT NULL,
      id text COLLATE "C" NOT NULL,
      content text,
      received_at_ms bigint NOT NULL,
      expires_at_ms bigint NOT NULL,
      PRIMARY KEY (connector, id)
    );
    CREATE INDEX webhook_delivery_open ON webhook_delivery (connector, received_at_ms) WHERE content IS NOT NULL;
    CREATE INDEX webhook_delivery_expiry ON webhook_delivery (expires_at_ms);
  `,
};
