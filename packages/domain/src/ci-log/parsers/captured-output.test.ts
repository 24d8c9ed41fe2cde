import { createReadStream } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { extractFailures } from "../extract-failures.ts";
import type { Failures } from "../failures.ts";

/** What the tools really print: captured from runs of a small project with known faults. */
const captured = (name: string): Promise<Failures> =>
  extractFailures(createReadStream(join(import.meta.dirname, "..", "fixtures", "output", `${name}.txt`)), {
    budgetTokens: 2000,
  });

const brief = ({ tests }: Failures): unknown[] =>
  tests.map(({ name, file, line }) => `${name} @ ${file ?? "?"}:${line ?? "?"}`);

test("jest 30", async () => {
  const found = await captured("jest");
  expect(found.class).toBe("test_failure");
  expect(brief(found)).toEqual([
    "cart › adds totals @ src/cart.test.js:9",
    "cart › deep › throws @ src/cart.test.js:11",
    "cart › deep › objects @ src/cart.test.js:12",
    "cart › deep › slow @ src/cart.test.js:13",
    "src/broken.test.js @ src/broken.test.js:1",
  ]);
  expect(found.tests[0]?.message).toBe("expect(received).toBe(expected) // Object.is equality Expected: 4 Received: 3");
  expect(found.excerpts[0]?.text).toContain("● cart › adds totals");
});

test("vitest 5", async () => {
  const found = await captured("vitest");
  expect(found.class).toBe("test_failure");
  expect(brief(found)).toEqual([
    "src/broken.test.ts @ src/broken.test.ts:1",
    "cart > adds totals @ src/cart.test.ts:5",
    "cart > deep > throws @ src/cart.test.ts:7",
    "cart > deep > objects @ src/cart.test.ts:8",
    "cart > deep > slow @ src/cart.test.ts:9",
  ]);
  expect(found.tests[1]?.message).toBe("AssertionError: expected 3 to be 4 // Object.is equality");
});

test.each(["pytest", "pytest-short"])("pytest 9, %s traceback", async (name) => {
  const found = await captured(name);
  expect(found.class).toBe("test_failure");
  expect(brief(found)).toEqual([
    "test_db @ tests/test_cart.py:20",
    "TestCart.test_total @ tests/test_cart.py:7",
    "test_param[1] @ tests/test_cart.py:15",
    "test_param[2] @ tests/test_cart.py:15",
    "test_raises @ tests/test_cart.py:17",
  ]);
  expect(found.tests.map((one) => one.message)).toContain("assert 3 == 4");
});

test("pytest 9, a module that cannot be imported", async () => {
  const found = await captured("pytest-collection");
  expect(found.class).toBe("dependency");
  expect(found.tests).toEqual([
    {
      name: "tests/test_broken.py",
      file: "tests/test_broken.py",
      line: 1,
      message: "ModuleNotFoundError: No module named 'nope_module'",
    },
  ]);
});

test("cargo 1.95, failed tests", async () => {
  const found = await captured("cargo-test");
  expect(found.class).toBe("test_failure");
  expect(found.tests).toEqual([
    { name: "tests::adds", file: "src/lib.rs", line: 6, message: "assertion `left == right` failed: sum of basket" },
    {
      name: "tests::unwraps",
      file: "src/lib.rs",
      line: 7,
      message: 'called `Result::unwrap()` on an `Err` value: "no such basket"',
    },
  ]);
});

test("cargo 1.95, compile errors", async () => {
  const found = await captured("cargo-build");
  expect(found.class).toBe("compile");
  expect(brief(found)).toEqual(["E0277 @ src/lib.rs:1", "E0308 @ src/lib.rs:1"]);
});

test.each(["tsc", "tsc-pretty"])("TypeScript 7, %s", async (name) => {
  const found = await captured(name);
  expect(found.class).toBe("compile");
  expect(brief(found)).toEqual([
    "TS2322 @ src/a.ts:1",
    "TS2339 @ src/a.ts:1",
    "TS2345 @ src/b.ts:1",
    "TS2554 @ src/b.ts:1",
  ]);
});

test("eslint 10: errors, not warnings", async () => {
  const found = await captured("eslint");
  expect(found.class).toBe("lint");
  expect(brief(found)).toEqual([
    "no-unused-vars @ /builds/harbor/storefront/src/broken.test.js:1",
    "no-unused-vars @ /builds/harbor/storefront/src/l.js:1",
    "prefer-const @ /builds/harbor/storefront/src/l.js:1",
  ]);
});

test("terraform 1.11", async () => {
  const found = await captured("terraform");
  expect(found.class).toBe("config");
  expect(found.tests).toEqual([
    {
      name: 'resource "terraform_data" "a"',
      file: "main.tf",
      line: 2,
      message: "Reference to undeclared input variable",
    },
    { name: 'output "z"', file: "main.tf", line: 3, message: "Invalid operand" },
  ]);
});

test("maven 3.8 without a network", async () => {
  const found = await captured("maven-offline");
  expect(found.class).toBe("infra");
  expect(found.excerpts[0]?.text).toContain("Unknown host");
});

test("JUnit 5.9 by its console launcher: a tree in colour, then the failures", async () => {
  const found = await captured("junit-console");
  expect(found.class).toBe("test_failure");
  expect(brief(found)).toEqual([
    "com.harbor.shop.StoreTest @ StoreTest.java:11",
    "com.harbor.shop.BasketTest.readsPrices [free is 0 cents] @ BasketTest.java:40",
    "com.harbor.shop.BasketTest.totalsQuickly @ BasketTest.java:45",
    "com.harbor.shop.BasketTest.keepsCurrencies @ BasketTest.java:34",
    "com.harbor.shop.BasketTest.sumsItsPrices @ BasketTest.java:21",
    "com.harbor.shop.BasketTest$WithDiscount.takesTenPercentOff @ BasketTest.java:54",
    "com.harbor.shop.AssumedTest.showsTheDifference @ StoreTest.java:26",
    "com.harbor.shop.PaymentsTest.refusesNothing @ PaymentsTest.java:22",
    "com.harbor.shop.PaymentsTest.capturesLargeSums @ PaymentsTest.java:17",
    "com.harbor.shop.PaymentsTest.isStable [repetition 2 of 2] @ PaymentsTest.java:27",
    "com.harbor.shop.LegacyTest.namesItsCurrency @ LegacyTest.java:10",
  ]);
  expect(found.excerpts[0]?.text).toContain("=> java.lang.IllegalStateException: no database at db.internal:5432");
  expect(JSON.stringify(found)).not.toContain("wanted by the test");
});

test("JUnit 5.9 by its console launcher with --details=verbose: failures where they happen", async () => {
  const found = await captured("junit-console-verbose");
  expect(found.class).toBe("test_failure");
  expect(brief(found)).toEqual([
    "com.harbor.shop.PaymentsTest.refusesNothing @ PaymentsTest.java:22",
    "com.harbor.shop.PaymentsTest.capturesLargeSums @ PaymentsTest.java:17",
    "com.harbor.shop.PaymentsTest.isStable [repetition 2 of 2] @ PaymentsTest.java:27",
    "StoreTest @ StoreTest.java:11",
    "com.harbor.shop.AssumedTest.showsTheDifference @ StoreTest.java:26",
  ]);
});
