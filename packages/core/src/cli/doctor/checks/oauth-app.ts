import { offersOf, probeApp, type ProbedApp } from "../../../auth/index.ts";
import type { OAuthApp } from "../../../connector/index.ts";
import { fetchTrusting } from "../../../upstream/index.ts";
import { ok, skip, type Check, type Finding } from "../check.ts";
import type { DoctorConnector, DoctorFacts } from "../doctor-facts.ts";
import { reasonOf } from "../reason-of.ts";

/** Whether the vendors know the apps that people sign in with, their secrets, callback addresses and scopes. */
export const oauthApp: Check = {
  name: "oauth-app",
  run: (facts) => Promise.all(facts.connectors.map((each) => look(each, facts))),
};

async function look(each: DoctorConnector, facts: DoctorFacts): Promise<Finding> {
  const { connector, signIn, path } = each;
  const about = connector.name;
  const app = signIn?.oauth;
  if (facts.auth !== "oauth" || app === undefined || !offersOf(signIn, facts.settings.signIn).oauth) {
    return skip("Nobody signs in through an app of the vendor's.", about);
  }
  const redirectUri = `${facts.publicUrl}${path}/callback`;
  try {
    const probed = await probeApp({
      title: connector.title,
      app,
      scopes: connector.vendor.baseline,
      redirectUri,
      fetch: fetchTrusting(signIn?.caFile),
    });
    return {
      ...judged(probed, { app, title: connector.title, redirectUri, scopes: connector.vendor.baseline }),
      about,
    };
  } catch (error) {
    return skip(`${connector.title} could not be asked: ${reasonOf(error).reason}. See vendor.`, about);
  }
}

interface Asked {
  app: OAuthApp;
  title: string;
  redirectUri: string;
  scopes: readonly string[];
}

/** What token endpoints call a callback address that is not the registered one. */
const WRONG_CALLBACK = new Set(["redirect_uri_mismatch", "bad_redirect_uri", "invalid_redirect_uri"]);

function judged({ token, authorize }: ProbedApp, asked: Asked): Finding {
  const { app, title, redirectUri, scopes } = asked;
  if (WRONG_CALLBACK.has(token.vendorCode ?? "") || authorize.refusesCallback) {
    return {
      verdict: "fail",
      found: `${title} does not take ${redirectUri} as the app's callback address.`,
      why: "Every sign-in ends on an error page of the vendor's.",
      todo: `Register exactly ${redirectUri} with the app (callback URL, redirect URI), or correct PUBLIC_URL.`,
    };
  }
  if (authorize.error === "invalid_scope" || token.vendorCode === "invalid_scope") {
    return {
      verdict: "fail",
      found: `The app may not ask for all of ${scopes.join(", ")}.`,
      why: "Every sign-in is refused.",
      todo: "Give the app these scopes where it is registered.",
    };
  }
  if (token.code === "misconfigured") return unknownApp(authorize.status, token.vendorCode, asked);
  if (token.code === "unreachable") return skip(`The token endpoint of ${title} gives no usable answer.`);
  const seen = authorize.status < 300 || authorize.location?.startsWith(redirectUri) === true;
  const callback = seen
    ? `takes ${redirectUri}`
    : `says only to whoever is signed in whether it takes ${redirectUri}: that must be registered, exactly so`;
  // Only a key of the app's own could ask for its permissions, and none is configured here.
  const permissions =
    app.scopeParameter === "none" ? " What the app may do is part of its registration, and told to nobody here." : "";
  return ok(`${title} knows the app and its secret, and ${callback}.${permissions}`);
}

function unknownApp(status: number, vendorCode: string | undefined, { app, title }: Asked): Finding {
  const idUnknown = status === 404 || vendorCode === "invalid_client_id";
  return {
    verdict: "fail",
    found: idUnknown
      ? `${title} knows no app ${app.clientId} (${vendorCode}).`
      : `${title} does not take the client secret of the app ${app.clientId} (${vendorCode}).`,
    why: "Nobody can finish a sign-in, and sign-ins that there are cannot be renewed.",
    todo: idUnknown
      ? "Copy the client id anew from where the app is registered, of the same edition or instance."
      : "Make a new client secret where the app is registered, and set it.",
  };
}
