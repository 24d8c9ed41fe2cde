import type { DemoClient } from "./demo-client.ts";
import { saying, type Person } from "./person.ts";
import { createTeller, expect, opening } from "./teller.ts";

const removal = {
  name: "delete_repository",
  arguments: { owner: "harbor", repo: "storefront", confirm: "harbor/storefront", dry_run: true },
};

/** From the first refusal to the first answer, by way of the vendor's own page. @returns how many steps did not hold. */
export async function tellSignInStory(client: DemoClient, person: Person, mcpUrl: string): Promise<number> {
  const { step, failures } = createTeller(() => client.client);
  await step("Is turned away, and told where to sign in", async () => {
    const refusal = await fetch(mcpUrl, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect(refusal.status === 401, `HTTP ${refusal.status}`);
    return `HTTP 401, WWW-Authenticate: ${refusal.headers.get("www-authenticate")}`;
  });
  await step("Discovers, registers, and sends its user to the consent page", async () => {
    await expectTurnedAway(() => client.connect());
  });
  await step("Maja reads it, goes on to GitHub and says yes there", async () => {
    const consent = await person.visit(client.takeUrl());
    await client.cameBack(await person.leave(await person.press(consent, "oauth"), "mlind"));
    return saying(consent);
  });
  await step("Is let in, with a token for this address alone", async () => {
    await client.connect();
    return `scopes: ${client.scopes().join(" ")}`;
  });
  return failures();
}

/** Somebody with a token that she has made at the vendor, and her client. */
export interface Reader {
  client: DemoClient;
  person: Person;
  token: string;
}

/**
 * The same with a token.
 *
 * @param tone `quietly` leaves out what the page says: it was shown before.
 */
export async function tellTokenStory(
  what: string,
  { client, person, token }: Reader,
  tone?: "quietly",
): Promise<number> {
  const { step, failures } = createTeller(() => client.client);
  await step(what, async () => {
    await expectTurnedAway(() => client.connect());
    const form = await person.press(await person.visit(client.takeUrl()), "token");
    await client.cameBack(await person.leave(form, "connect", { token }));
    await client.connect();
    return tone === "quietly" ? undefined : opening(saying(form), 14);
  });
  return failures();
}

/** A tool that wants more than was asked for at first; then the person ends it all. */
export async function tellStepUpStory(client: DemoClient, person: Person, issuer: string): Promise<number> {
  const { step, call, failures } = createTeller(() => client.client);
  await step("Tries what it may not do, and is told every right that it takes", async () => {
    await expectTurnedAway(() => call("call_tool", removal));
    const consent = await person.visit(client.takeUrl());
    await client.cameBack(await person.leave(await person.press(consent, "oauth"), "mlind"));
    expect(client.scopes().includes("delete_repo"), client.scopes().join(" "));
    return `scopes: ${client.scopes().join(" ")}`;
  });
  await step("Tries again: a preview, as dry_run sends nothing", async () => {
    const { text } = await call("call_tool", removal);
    return opening(text);
  });
  await step("Maja ends the connection on our page, and the client is out", async () => {
    let page = await person.press(await person.visit(`${issuer}/connections`), "mlind");
    const shown = opening(saying(page), 14);
    for (let id = connectionOn(page.html); id !== undefined; id = connectionOn(page.html)) {
      page = await person.press(page, "revoke", { connection: id });
    }
    await expectTurnedAway(() => call("get_me", {}));
    return shown;
  });
  return failures();
}

/** What the URL that the demo prints leads to. */
export async function tellTryItStory(person: Person, url: string): Promise<number> {
  const { step, failures } = createTeller();
  await step("Opens one address, signs in as Tobias, and is told who that is", async () => {
    const consent = await person.visit(url);
    const end = await person.press(await person.press(consent, "oauth"), "trenn");
    expect(saying(end).includes("You are trenn"), saying(end));
    return saying(end);
  });
  return failures();
}

function connectionOn(html: string): string | undefined {
  return /name="connection" value="([^"]+)"/.exec(html)?.[1];
}

/** @throws when the attempt is not refused. */
export async function expectTurnedAway(attempt: () => Promise<unknown>): Promise<void> {
  const outcome = await attempt().then(
    () => "in",
    () => "out",
  );
  expect(outcome === "out", "It was let in.");
}
