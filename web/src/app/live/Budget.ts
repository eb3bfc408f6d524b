/** At most so many requests a minute, and not two closer than the gap. */
export class Budget {
  private readonly spent: number[] = [];

  constructor(
    private readonly perMinute: number,
    private readonly gap: number,
  ) {}

  /** The milliseconds until a round of requests may begin; 0 when it may now. */
  wait(now: number): number {
    while (this.spent.length > 0 && now - (this.spent[0] ?? 0) >= 60_000) this.spent.shift();
    const last = this.spent.at(-1);
    const byGap = last === undefined ? 0 : Math.max(0, last + this.gap - now);
    const byMinute = this.spent.length < this.perMinute ? 0 : (this.spent[0] ?? 0) + 60_000 - now;
    return Math.max(byGap, byMinute);
  }

  /** How many requests are left in this minute. */
  left(now: number): number {
    this.wait(now);
    return this.perMinute - this.spent.length;
  }

  spend(count: number, now: number): void {
    for (let index = 0; index < count; index++) this.spent.push(now);
  }
}
