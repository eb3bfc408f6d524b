using Shouldly;
using Tracker.Tests.TestKit.OpenApiFuzz;

namespace Tracker.Tests.Systems.TaskTracker.Fuzz;

/// <summary>A small run; <c>./tracker fuzz</c> makes a large one.</summary>
public sealed class FuzzTests
{
    [Fact]
    public async Task No_generated_request_gets_an_answer_that_is_not_documented()
    {
        await using var api = await Api.StartAsync(settings: ("RATE_LIMIT_PER_MINUTE", "0"));

        var report = await OpenApiFuzzer.RunAsync(api.Service.Url, requests: 1500, seed: 2, TestContext.Current.CancellationToken);

        report.Failures.ShouldBeEmpty(report.ToString());
        report.NeverReached.ShouldBeEmpty(report.ToString());
    }
}
