type Row = { what: string; measured: number; budget: number; unit: string };

/** What was measured beside what it may take. */
export class SpeedTable {
  private readonly rows: Row[] = [];

  add(what: string, measured: number, budget: number, unit = 'ms'): void {
    this.rows.push({ what, measured, budget, unit });
  }

  get over(): readonly string[] {
    return this.rows.filter(({ measured, budget }) => !(measured <= budget)).map(({ what }) => what);
  }

  toString(): string {
    const lines = this.rows.map(({ what, measured, budget, unit }) => {
      const values = [measured, budget].map((value) => `${Number(value.toPrecision(3))} ${unit}`.trim().padStart(10));
      return `${what.padEnd(58)}${values.join('')}${measured <= budget ? '' : '  over budget'}`;
    });
    return [`${''.padEnd(58)}${'measured'.padStart(10)}${'budget'.padStart(10)}`, ...lines].join('\n');
  }
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The smallest value that this share of all values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
