import type { Check } from "../check.ts";
import { audit } from "./audit.ts";
import { clock } from "./clock.ts";
import { configuration } from "./configuration.ts";
import { database } from "./database.ts";
import { disk } from "./disk.ts";
import { dns } from "./dns.ts";
import { oauthApp } from "./oauth-app.ts";
import { proxy } from "./proxy.ts";
import { queue } from "./queue.ts";
import { redis } from "./redis.ts";
import { tls } from "./tls.ts";
import { token } from "./token.ts";
import { vault } from "./vault.ts";
import { vendor } from "./vendor.ts";

/** All that the doctor looks at, in the order in which it tells of it. */
export const checks: readonly Check[] = [
  configuration,
  dns,
  tls,
  proxy,
  clock,
  vendor,
  oauthApp,
  token,
  database,
  redis,
  queue,
  vault,
  audit,
  disk,
];
