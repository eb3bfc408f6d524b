using Shouldly;
using Tracker.Systems.TaskTrackerMicro;
using Tracker.Tests.TestKit.OpenApiFuzz;

namespace Tracker.Tests.Systems.TaskTrackerMicro.Fuzz;

/// <summary>A small run; <c>./tracker fuzz tasktracker-micro</c> makes a large one.</summary>
public sealed class FuzzTests
{
    [Fact]
    public async Task Every_generated_request_gets_a_documented_answer()
    {
        const int Seed = 7;
        var ct = TestContext.Current.CancellationToken;
        await using var micro = await Micro.StartAsync();
        using var callers = await FuzzCallers.OpenAsync(micro.Services["user-service"].Url, Seed, ct: ct);

        foreach (var service in TaskTrackerMicroSystem.Definition.Services)
        {
            var report = await OpenApiFuzzer.RunAsync(micro.Services[service.Name].Url, callers, requests: 800, Seed, ct);

            report.Failures.ShouldBeEmpty(report.ToString());
            report.Ledger.NeverSucceeded.ShouldBeEmpty(report.ToString());
        }
    }
}
