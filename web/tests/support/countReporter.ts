import type { FullResult, Reporter, Suite } from '@playwright/test/reporter';

/** Prints the totals in the form in which the test command adds them up. */
export default class CountReporter implements Reporter {
  private suite: Suite | undefined;

  onBegin(_: unknown, suite: Suite): void {
    this.suite = suite;
  }

  onEnd(result: FullResult): void {
    const tests = this.suite?.allTests() ?? [];
    const failed = tests.filter((test) => test.outcome() === 'unexpected').length;
    const passed = tests.filter((test) => ['expected', 'flaky'].includes(test.outcome())).length;
    console.log(
      `Browser tests: ${result.status}\n  total: ${tests.length}\n  failed: ${failed}\n  succeeded: ${passed}`,
    );
  }

  printsToStdio(): boolean {
    return false;
  }
}
