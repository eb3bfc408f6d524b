import type { Reporter, TestModule } from 'vitest/node';

/** Prints the totals in the form in which the test command adds them up. */
export default class UnitCountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const failed = tests.filter((test) => test.result().state === 'failed').length;
    const passed = tests.filter((test) => test.result().state === 'passed').length;
    // A file that cannot be loaded has no tests that could fail.
    const broken =
      modules.filter((module) => module.state() === 'failed' && module.errors().length > 0).length + errors.length;
    console.log(
      `Unit tests of the front end\n  total: ${tests.length}\n  failed: ${failed + broken}\n  succeeded: ${passed}`,
    );
  }
}
