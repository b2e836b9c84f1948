import assert from "node:assert/strict";
import { test } from "node:test";

import { nearest } from "./walk.js";

const at = (left, top, width = 100, height = 20) => ({ left, top, right: left + width, bottom: top + height });
const [LEFT, RIGHT, UP, DOWN] = [[-1, 0], [1, 0], [0, -1], [0, 1]];

// two columns of three, and a wide one below
const places = [at(0, 0), at(0, 30), at(0, 60), at(300, 10), at(300, 40), at(300, 70), at(0, 120, 400)];
const from = (number, direction) => {
  const others = places.filter((_, other) => other !== number);
  const found = nearest(others, places[number], direction);
  return found < 0 ? -1 : places.indexOf(others[found]);
};

test("up and down stay in a column as long as there is something in it", () => {
  assert.deepEqual([from(0, DOWN), from(1, DOWN), from(2, DOWN)], [1, 2, 6]);
  assert.deepEqual([from(2, UP), from(5, UP), from(5, DOWN)], [1, 4, 6]);
});

test("left and right go to what is nearest in height", () => {
  assert.deepEqual([from(0, RIGHT), from(2, RIGHT), from(4, LEFT)], [3, 5, 1]);
});

test("where nothing lies in a direction, there is no step", () => {
  assert.deepEqual([from(0, UP), from(0, LEFT), from(3, RIGHT), from(6, DOWN)], [-1, -1, -1, -1]);
});

test("links whose areas touch are still one below the other", () => {
  const touching = [at(0, 0, 80, 25), at(0, 24, 300, 25)];
  assert.equal(nearest([touching[1]], touching[0], DOWN), 0);
  assert.equal(nearest([touching[0]], touching[1], UP), 0);
});

test("of no places none is nearest", () => assert.equal(nearest([], at(0, 0), DOWN), -1));
