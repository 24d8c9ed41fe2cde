import { describe, expect, test, vi } from "vitest";
import { createEventBus } from "./event-bus.ts";

const changed = { kind: "tools_list_changed" } as const;
const updated = { kind: "resource_updated", uri: "toy://shelf" } as const;

describe("an event", () => {
  test("reaches the listeners of its connection, and no others", () => {
    const bus = createEventBus(() => {});
    const [ada, ben] = [vi.fn(), vi.fn()];
    bus.listen("ada", ada);
    bus.as("ben", () => bus.subscribe(ben));
    bus.send({ event: updated, connectionId: "ada" });
    bus.as("ada", () => bus.publish(changed));
    expect(ada.mock.calls).toEqual([[updated], [changed]]);
    expect(ben).not.toHaveBeenCalled();
    bus.send({ event: changed, connectionId: undefined });
    expect(ben).toHaveBeenCalledOnce();
  });

  test("of nobody is refused instead of being told to all", () => {
    const bus = createEventBus(() => {});
    bus.listen("ada", () => expect.unreachable());
    expect(() => bus.publish(updated)).toThrow("on behalf of nobody");
    expect(() => bus.subscribe(() => {})).toThrow("on behalf of nobody");
  });

  test("still reaches the rest when one listener fails", () => {
    const errors: unknown[] = [];
    const bus = createEventBus((error) => errors.push(error));
    const heard = vi.fn();
    bus.listen("ada", () => {
      throw new Error("broken pipe");
    });
    bus.listen("ada", heard);
    bus.send({ event: changed, connectionId: "ada" });
    expect(heard).toHaveBeenCalledOnce();
    expect(errors).toHaveLength(1);
  });
});

test("nothing is left of a listener that has ended, however often it is ended", () => {
  const bus = createEventBus(() => {});
  const listener = vi.fn();
  const ends = [bus.listen("ada", listener), bus.listen("ada", listener), bus.listen("ben", listener)];
  for (const end of ends) end();
  ends[0]?.();
  bus.send({ event: changed, connectionId: undefined });
  expect(listener).not.toHaveBeenCalled();
  expect(bus.listeners).toBe(0);
});
