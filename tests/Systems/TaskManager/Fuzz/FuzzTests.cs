using Shouldly;
using Tracker.Systems.TaskManager;
using Tracker.Tests.TestKit.OpenApiFuzz;

namespace Tracker.Tests.Systems.TaskManager.Fuzz;

/// <summary>A small run; <c>./tracker fuzz task-manager</c> makes a large one.</summary>
public sealed class FuzzTests
{
    [Fact]
    public async Task Every_generated_request_gets_a_documented_answer()
    {
        const int Seed = 7;
        var ct = TestContext.Current.CancellationToken;
        await using var desk = await Desk.StartAsync();
        using var callers = await FuzzCallers.OpenAsync(desk.Services["auth-service"].Url, Seed, ct: ct);

        foreach (var service in TaskManagerSystem.Definition.Services)
        {
            var report = await OpenApiFuzzer.RunAsync(desk.Services[service.Name].Url, callers, requests: 800, Seed, ct);

            report.Failures.ShouldBeEmpty(report.ToString());
            report.Ledger.NeverSucceeded.ShouldBeEmpty(report.ToString());
        }
    }
}
