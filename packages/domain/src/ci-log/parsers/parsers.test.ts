import { describe, expect, test } from "vitest";
import { extractFailures } from "../extract-failures.ts";
import type { Failures } from "../failures.ts";
import { sourceOf } from "../fixtures/source-of.ts";

const read = (text: string): Promise<Failures> =>
  extractFailures(sourceOf(text.replace(/^\n/, "")), { budgetTokens: 1000 });

describe("go test", () => {
  test("without -v: the message follows the verdict; a failed subtest stands for its parent", async () => {
    const found = await read(`
ok  	example.com/harbor/payments/rates	0.041s
--- FAIL: TestTotal (0.00s)
    --- FAIL: TestTotal/two_items (0.00s)
        cart_test.go:42: total = 3, want 4
        cart_test.go:44: and more
FAIL
FAIL	example.com/harbor/payments/cart	0.012s
FAIL
`);
    expect(found).toMatchObject({
      class: "test_failure",
      tests: [{ name: "TestTotal/two_items", file: "cart_test.go", line: 42, message: "total = 3, want 4" }],
    });
    expect(found.tests).toHaveLength(1);
  });

  test("with -v: the message of a failed test counts, that of a passed one does not", async () => {
    const found = await read(`
=== RUN   TestWanted
    cart_test.go:12: got error: declined
    error: declined
--- PASS: TestWanted (0.00s)
${"chatter\n".repeat(30)}=== RUN   TestTotal
    cart_test.go:42: total = 3, want 4
${"chatter\n".repeat(60)}--- FAIL: TestTotal (0.00s)
FAIL	example.com/harbor/payments/cart	0.012s
`);
    expect(found.tests).toEqual([{ name: "TestTotal", file: "cart_test.go", line: 42, message: "total = 3, want 4" }]);
    expect(found.excerpts[0]?.text).toContain("total = 3, want 4");
    expect(found.excerpts.some((excerpt) => excerpt.text.includes("declined"))).toBe(false);
  });

  test("a panic names the first frame of the project", async () => {
    const found = await read(`
=== RUN   TestPanics
--- FAIL: TestPanics (0.00s)
panic: runtime error: index out of range [3] with length 3 [recovered]
	panic: runtime error: index out of range [3] with length 3

goroutine 7 [running]:
testing.tRunner.func1.2({0x5125a0, 0xc00001e1b0})
	/usr/local/go/src/testing/testing.go:1545 +0x238
example.com/harbor/payments/cart.TestPanics(0xc000083520)
	/builds/harbor/payments/cart/cart_test.go:31 +0x1b
`);
    expect(found.tests).toMatchObject([{ name: "TestPanics", message: expect.stringContaining("index out of range") }]);
    expect(found.tests[0]).toMatchObject({ file: "/builds/harbor/payments/cart/cart_test.go", line: 31 });
  });

  test("a package that does not compile", async () => {
    const found = await read(`
# example.com/harbor/payments/cart
cart/cart.go:12:9: undefined: totl
FAIL	example.com/harbor/payments/cart [build failed]
ok  	example.com/harbor/payments/rates	0.041s
`);
    expect(found).toMatchObject({
      class: "compile",
      tests: [{ file: "cart/cart.go", line: 12, message: "undefined: totl" }],
    });
  });
});

describe("Gradle", () => {
  test("compile errors of javac and kotlinc", async () => {
    const found = await read(`
> Task :app:compileJava FAILED
/builds/shop/src/main/java/com/harbor/Cart.java:12: error: cannot find symbol
        int total = price;
> Task :app:compileKotlin FAILED
e: file:///builds/shop/src/main/kotlin/Price.kt:7:13 Unresolved reference: cents
FAILURE: Build failed with an exception.
* What went wrong:
Execution failed for task ':app:compileJava'.
`);
    expect(found.class).toBe("compile");
    expect(found.tests.map(({ file, line }) => [file, line])).toEqual([
      ["/builds/shop/src/main/java/com/harbor/Cart.java", 12],
      ["/builds/shop/src/main/kotlin/Price.kt", 7],
    ]);
  });

  test("what went wrong, where nothing else tells", async () => {
    const found = await read(`
> Task :app:compileJava FAILED

FAILURE: Build failed with an exception.

* What went wrong:
Execution failed for task ':app:compileJava'.
> Could not resolve all files for configuration ':app:compileClasspath'.
   > Could not find com.harbor:rates:9.9.9.
`);
    expect(found.class).toBe("dependency");
  });
});

describe("Maven", () => {
  test("Surefire before version 3", async () => {
    const found = await read(`
[INFO] Running com.harbor.CartTest
[ERROR] Tests run: 1, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 0.05 s <<< FAILURE! - in com.harbor.CartTest
[ERROR] addsTotals(com.harbor.CartTest)  Time elapsed: 0.004 s  <<< FAILURE!
java.lang.AssertionError: expected:<4> but was:<3>
	at org.junit.Assert.fail(Assert.java:89)
	at com.harbor.CartTest.addsTotals(CartTest.java:8)
`);
    expect(found).toMatchObject({
      class: "test_failure",
      tests: [
        {
          name: "com.harbor.CartTest.addsTotals",
          file: "CartTest.java",
          line: 8,
          message: "java.lang.AssertionError: expected:<4> but was:<3>",
        },
      ],
    });
  });

  test("compile errors", async () => {
    const found = await read(`
[INFO] Scanning for projects...
[ERROR] COMPILATION ERROR : 
[ERROR] /builds/shop/src/main/java/com/harbor/Cart.java:[12,9] cannot find symbol
[ERROR] Failed to execute goal org.apache.maven.plugins:maven-compiler-plugin:3.11.0:compile (default-compile) on project shop: Compilation failure
`);
    expect(found).toMatchObject({
      class: "compile",
      tests: [{ file: "/builds/shop/src/main/java/com/harbor/Cart.java", line: 12, message: "cannot find symbol" }],
    });
  });
});

describe("JUnit by itself", () => {
  test("console launcher of version 5", async () => {
    const found = await read(`
Thanks for using JUnit! Support its development at https://junit.org/sponsoring

Failures (1):
  JUnit Jupiter:CartTest:addsTotals()
    MethodSource [className = 'com.harbor.CartTest', methodName = 'addsTotals', methodParameterTypes = '']
    => org.opentest4j.AssertionFailedError: expected: <4> but was: <3>
       org.junit.jupiter.api.AssertEquals.failNotEqual(AssertEquals.java:197)
       com.harbor.CartTest.addsTotals(CartTest.java:8)

Test run finished after 64 ms
`);
    expect(found.tests).toMatchObject([
      {
        name: "com.harbor.CartTest.addsTotals",
        file: "CartTest.java",
        line: 8,
        message: "org.opentest4j.AssertionFailedError: expected: <4> but was: <3>",
      },
    ]);
  });

  test("text runner of version 4", async () => {
    const found = await read(`
JUnit version 4.13.2
.E
There was 1 failure:
1) addsTotals(com.harbor.CartTest)
java.lang.AssertionError: expected:<4> but was:<3>
	at org.junit.Assert.fail(Assert.java:89)
	at com.harbor.CartTest.addsTotals(CartTest.java:8)

FAILURES!!!
Tests run: 2,  Failures: 1
`);
    expect(found.tests).toMatchObject([{ name: "com.harbor.CartTest.addsTotals", file: "CartTest.java", line: 8 }]);
  });
});

test("RSpec: an error outside of examples has only its place to go by", async () => {
  const found = await read(`
Failures:

  1) Cart#total sums
     Failure/Error: expect(cart.total).to eq(4)

       expected: 4
            got: 3

     # ./lib/cart.rb:9:in 'Cart#total'
     # ./spec/cart_spec.rb:12:in 'block (3 levels) in <top (required)>'

Finished in 0.02 seconds (files took 0.1 seconds to load)
2 examples, 1 failure

Failed examples:

rspec ./spec/cart_spec.rb:10 # Cart#total sums
rspec ./spec/odd_spec.rb:3 # Odd example
`);
  expect(found.tests).toEqual([
    { name: "Cart#total sums", file: "spec/cart_spec.rb", line: 12, message: "expected: 4 got: 3" },
    { name: "Odd example", file: "spec/odd_spec.rb", line: 3 },
  ]);
});

describe("docker build", () => {
  test("the classic builder", async () => {
    const found = await read(`
Sending build context to Docker daemon  4.2MB
Step 4/9 : RUN npm ci
 ---> Running in 5f5a9d025bab
npm error code ERESOLVE
npm error ERESOLVE could not resolve
The command '/bin/sh -c npm ci' returned a non-zero code: 1
`);
    expect(found).toMatchObject({
      class: "dependency",
      tests: [{ name: "RUN npm ci", message: "npm error code ERESOLVE" }],
    });
  });

  test("a step without an error line shows its last ones", async () => {
    const found = await read(`
#1 [internal] load build definition from Dockerfile
#7 [4/9] RUN ./bundle.sh
#7 0.310 bundling
#7 0.911 no entry point called main
#7 ERROR: process "/bin/sh -c ./bundle.sh" did not complete successfully: exit code: 3
`);
    expect(found.excerpts[0]?.text).toContain("no entry point called main");
  });

  test("a test runner inside a step is understood", async () => {
    const found = await read(`
#1 [internal] load build definition from Dockerfile
#9 [6/9] RUN npm test
#9 1.310 FAIL src/cart.test.js
#9 1.311   ● cart › adds
#9 1.311 
#9 1.312     TypeError: x is not a function
#9 1.312 
#9 1.313       at add (src/cart.test.js:9:27)
#9 1.320 Test Suites: 1 failed, 1 total
#9 ERROR: process "/bin/sh -c npm test" did not complete successfully: exit code: 1
`);
    expect(found.class).toBe("test_failure");
    expect(found.tests[0]).toMatchObject({ name: "cart › adds", file: "src/cart.test.js", line: 9 });
  });
});

test("GitHub's problem matchers put ##[error] before what a compiler says", async () => {
  const found = await read("##[error]src/a.ts(3,7): error TS2322: Type 'string' is not assignable to type 'number'.\n");
  expect(found).toMatchObject({ class: "compile", tests: [{ name: "TS2322", file: "src/a.ts", line: 3 }] });
});

test("a monorepo's task prefix hides no framework", async () => {
  const found = await read(`
@harbor/web:test:  FAIL  src/cart.test.ts > cart > adds
@harbor/web:test: AssertionError: expected 3 to be 4
@harbor/web:test:  ❯ src/cart.test.ts:5:51
`);
  expect(found.tests).toEqual([
    { name: "cart > adds", file: "src/cart.test.ts", line: 5, message: "AssertionError: expected 3 to be 4" },
  ]);
});

test("clippy's denied lints are lint", async () => {
  const found = await read(`
    Checking harbor-core v0.1.0 (/builds/harbor/core)
error: needless borrow
  --> src/lib.rs:9:12
   |
9  |     total(&&xs)
   |
   = note: \`-D clippy::needless-borrow\` implied by \`-D warnings\`

error: could not compile \`harbor-core\` (lib) due to 1 previous error
`);
  expect(found).toMatchObject({ class: "lint", tests: [{ file: "src/lib.rs", line: 9, message: "needless borrow" }] });
});
