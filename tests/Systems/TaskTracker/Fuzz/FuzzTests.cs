using Shouldly;
using Tracker.Tests.TestKit.OpenApiFuzz;

namespace Tracker.Tests.Systems.TaskTracker.Fuzz;

/// <summary>A small run; <c>./tracker fuzz</c> makes a large one.</summary>
public sealed class FuzzTests
{
    [Fact]
    public async Task Every_generated_request_gets_a_documented_answer()
    {
        const int Seed = 2;
        var ct = TestContext.Current.CancellationToken;
        await using var api = await Api.StartAsync(settings: ("RATE_LIMIT_PER_MINUTE", "0"));
        using var callers = await FuzzCallers.OpenAsync(
            api.Service.Url, Seed, email => api.ExecuteAsync("update users set role = 'admin' where email = $1", email), ct: ct);

        var report = await OpenApiFuzzer.RunAsync(api.Service.Url, callers, requests: 1500, Seed, ct);

        report.Failures.ShouldBeEmpty(report.ToString());
        report.Ledger.NeverSucceeded.ShouldBeEmpty(report.ToString());
    }
}
