import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { schema as published } from "@octokit/graphql-schema";
import { buildSchema, parse, validate } from "graphql";
import { describe, expect, test } from "vitest";

const clientFolder = join(import.meta.dirname, "../src/client");
// The published text defines a field of an enterprise type twice: its validity is not what is tested here.
const schema = buildSchema(published.idl, { assumeValid: true });

/** Every constant named *_QUERY below src/client; those that are built for a number of things are built for three. */
async function documents(): Promise<[string, string][]> {
  const files = (await readdir(clientFolder, { recursive: true })).filter((file) => /(?<!\.test)\.ts$/.test(file));
  const found: [string, string][] = [];
  for (const file of files.toSorted()) {
    const exported = (await import(join(clientFolder, file))) as Record<string, string | ((count: number) => string)>;
    for (const [name, document] of Object.entries(exported)) {
      if (name.endsWith("_QUERY"))
        found.push([`${file}: ${name}`, typeof document === "string" ? document : document(3)]);
    }
  }
  return found;
}

describe("GraphQL documents agree with GitHub's public schema", async () => {
  const all = await documents();

  test("there are some", () => expect(all.map(([name]) => name)).toContain("contents/objects.ts: OBJECTS_QUERY"));

  test.each(all)("%s", (_, document) => expect(validate(schema, parse(document)).map(String)).toEqual([]));
});
