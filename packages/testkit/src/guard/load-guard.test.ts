import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { guardOrSkip, loadGuard } from "./load-guard.ts";

class Skipped extends Error {}
const skippable = {
  skip: (note?: string): never => {
    throw new Skipped(note);
  },
};

describe("where the descriptions are absent", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "guard-"));
    vi.stubEnv("VENDOR_OPENAPI_DIR", folder);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  test("there is no guard", async () => {
    expect(await loadGuard("github")).toBeUndefined();
  });

  test("a test skips and says which file it missed", async () => {
    vi.stubEnv("CI", undefined);
    const printed = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const skipped = guardOrSkip(skippable, "github");
    await expect(skipped).rejects.toThrow(Skipped);
    await expect(skipped).rejects.toThrow(join(folder, "github.json.gz"));
    expect(printed).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(folder));
  });

  test("under CI=true it fails", async () => {
    vi.stubEnv("CI", "true");
    const failed = guardOrSkip(skippable, "github");
    await expect(failed).rejects.not.toBeInstanceOf(Skipped);
    await expect(failed).rejects.toThrow(/VENDOR_OPENAPI_DIR/);
  });
});
