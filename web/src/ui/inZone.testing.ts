import { afterAll, beforeAll, describe, expect } from 'vitest';

/** Runs the tests of `body` with the clock of a zone, as a browser there has it. */
export function inZone(zone: string, offsetInJanuary: number, body: () => void): void {
  describe(zone, () => {
    const before = process.env.TZ;
    beforeAll(() => {
      process.env.TZ = zone;
      expect(new Date('2026-01-15T12:00:00Z').getTimezoneOffset()).toBe(offsetInJanuary);
    });
    afterAll(() => {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    });
    body();
  });
}
